"""Who is here: people, the parts they play, and how they sign in."""
