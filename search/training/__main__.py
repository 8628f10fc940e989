"""Train the encoder that ships: python -m search.training {prepare,start,train,pack,evaluate,all} --help."""
