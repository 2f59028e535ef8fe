"""What happens at the desk reaches people: in the application, by mail, and by webhook."""
