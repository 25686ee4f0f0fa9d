def escape(text):
    raise RuntimeError('mine')
