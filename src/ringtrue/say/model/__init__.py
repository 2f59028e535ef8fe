"""The trained recall net: a linear model over words and their neighbours, shipped as one file.

`features` says what the model sees, `store` reads and writes the file, `network` adds up.
`training/train.py` makes the file from the sentences beside it.
"""
