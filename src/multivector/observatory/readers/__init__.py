"""What readers add: ratings, comments, complaints; and who keeps them in order."""
