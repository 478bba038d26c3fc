"""The catalogue, which is the truth, and the vectors, which can be made again; who may see what."""
