"""What came out: findings and everything that a report may want to show. Plain data, built in one place."""
