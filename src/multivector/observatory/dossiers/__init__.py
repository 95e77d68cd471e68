"""Who and what: the overview, actors, pairs, organisations, talks, priorities, standing, the map."""
