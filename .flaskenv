FLASK_APP=logbook
