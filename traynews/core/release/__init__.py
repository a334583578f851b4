"""What a release is made of: its parts, quotations, speakers and places."""
