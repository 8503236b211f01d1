"""Who is who: mentions become officials, titles posts, names of bodies groups, several reports one meeting."""
