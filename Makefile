# Two commands do everything on a fresh Debian 12 machine: `make demo` and `make test`.
# They install what is missing (as root or with sudo) and build with CMake; people with the packages can use the presets directly.

PACKAGES = $(shell cat packages.txt)
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PRESET ?= release
BQTOOL = build/release/bqtool
COUNTY = examples/county-knock

.PHONY: demo test build packages bench format clean

demo: build
	$(BQTOOL) report --quarter=2023Q3 -C $(COUNTY) --lang zh

test: packages
	cmake --preset $(PRESET) -DBQTOOL_TESTS=ON
	cmake --build --preset $(PRESET)
	ctest --preset $(PRESET)

build: packages
	cmake --preset release -DBQTOOL_TESTS=OFF
	cmake --build --preset release --target bqtool

# Asks apt only when something is missing.
packages:
	@dpkg -s $(PACKAGES) >/dev/null 2>&1 || { \
	  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -q -y --no-install-recommends $(PACKAGES); }

bench: build
	/usr/bin/python3 bench/bench.py --bqtool $(BQTOOL)

format:
	clang-format -i $$(git ls-files '*.cpp' '*.hpp')

clean:
	rm -rf build
