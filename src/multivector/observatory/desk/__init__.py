"""What staff write and take in: articles, addresses, feeds; coded in the background, previewed, published."""
