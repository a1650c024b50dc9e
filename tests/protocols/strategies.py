import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

label_arrays = arrays(np.int64, st.integers(4, 60), elements=st.integers(0, 7))
