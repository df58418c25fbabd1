# The file system's library on the host: tests with the sanitizers (user/fs/tests/run.py).

FS_TEST_PARTS := user/fs/cache.c $(wildcard user/fs/ext2/*.c) $(addprefix user/fs/tests/,operate.c model.c host.c)
FS_TEST_HEADERS := $(wildcard user/fs/ext2/*.h user/fs/tests/*.h) user/fs/cache.h kernel/tests/check.h
FS_TEST_BIN := $(addprefix $(UB)/fs/tests/,unit unit_cache random cut scenes damage)
FS_TEST_CFLAGS := -std=c11 -g -O1 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-Ikernel/tests $(if $(CI),-Werror)

$(UB)/fs/tests/%.o: user/fs/%.c $(FS_TEST_HEADERS)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(HOSTCC) $(FS_TEST_CFLAGS) -c -o $@ $<

$(FS_TEST_BIN): $(UB)/fs/tests/%: $(UB)/fs/tests/tests/%.o $(FS_TEST_PARTS:user/fs/%.c=$(UB)/fs/tests/%.o)
	$(call say,link $@)
	$(Q)$(HOSTCC) $(FS_TEST_CFLAGS) -o $@ $^

# FS_HOST_ONLY=word runs the tests with that word in their name; FS_HOST_SEED=n draws other random ones.
.PHONY: fs-host-test
fs-host-test: $(FS_TEST_BIN) ## the file system against a model, power cuts and damaged disks, on the host
	@$(PYTHON) user/fs/tests/run.py $(UB)/fs/tests $(if $(FS_HOST_ONLY),--only $(FS_HOST_ONLY)) $(if $(FS_HOST_SEED),--seed $(FS_HOST_SEED))
