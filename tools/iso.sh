#!/bin/sh
# Makes the bootable image: GRUB, the kernel and its modules, and no more.
#
#   tools/iso.sh GRUB-MKRESCUE IMAGE KERNEL-ARGUMENTS KERNEL MODULE...
#
# The same input gives the same bytes: every date in the image is a fixed one.

set -eu
mkrescue=$1 image=$2 arguments=$3 kernel=$4
shift 4

if [ -z "$mkrescue" ]; then
    echo "grub-mkrescue is not on this host; BOOT=direct boots without an image." >&2
    exit 1
fi

folder=$image.d
rm -rf "$folder"
mkdir -p "$folder/boot/grub"
trap 'rm -rf "$folder" "$image.new"' EXIT

# GRUB gives a program its name as its first argument only if we write it there.
name=$(basename "$kernel")
cp "$kernel" "$folder/boot/$name"
{
    echo "multiboot /boot/$name $name $arguments"
    for module in "$@"; do
        name=$(basename "$module")
        cp "$module" "$folder/boot/$name"
        echo "module /boot/$name $name"
    done
    echo boot
} >"$folder/boot/grub/grub.cfg"

# --install-modules: the loader of ELF files and what it stands on, not the 280 others.
date=2000010100000000
log=$image.log
if ! "$mkrescue" -o "$image.new" -d "${GRUB_I386:-/usr/lib/grub/i386-pc}" --install-modules="multiboot" \
    --locales= --fonts= --themes= "$folder" \
    --modification-date=$date -volid L486 --set_all_file_dates $date >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
mv "$image.new" "$image"
rm -f "$log"
