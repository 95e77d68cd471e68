"""The overview, and dossiers: of an actor, of a pair, of talks, of priorities, of standing; the map."""
