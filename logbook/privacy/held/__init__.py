"""What is held about people, table by table; `personal_data` puts it together."""
