// ioctl is variadic, which Swift cannot call.
#pragma once

#include <sys/ioctl.h>

/// The width of the terminal behind a descriptor, in columns; 0 if there is none or it does not say.
static inline int terminal_columns(int descriptor) {
    struct winsize size = {0};
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
