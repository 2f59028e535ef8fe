"""Staff: how many people the calls need, whom to hire and train by when, and what it costs."""
