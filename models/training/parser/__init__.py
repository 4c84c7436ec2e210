"""Scene parser: data split, label tools, net, training, evaluation and export."""
