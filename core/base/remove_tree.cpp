// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/remove_tree.h"

#include <filesystem>
#include <system_error>

namespace stagecraft {

namespace fs = std::filesystem;

namespace {

void makeWritable(const fs::path &directory)
{
    std::error_code error;
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add, error);
    for (const fs::directory_entry &entry : fs::directory_iterator(directory, error)) {
        if (entry.is_directory(error) && !entry.is_symlink(error))
            makeWritable(entry.path());
    }
}

} // namespace

bool removeTree(const std::string &path)
{
    std::error_code error;
    fs::remove_all(path, error);
    if (!error)
        return true;
    if (fs::is_directory(fs::symlink_status(path, error)))
        makeWritable(path);
    fs::remove_all(path, error);
    return !error;
}

} // namespace stagecraft
