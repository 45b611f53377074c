# Where the test editors are; sourced by the scripts beside it.
cache=${YUTI_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/yuti-test}
