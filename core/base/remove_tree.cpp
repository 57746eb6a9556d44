// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/remove_tree.h"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

namespace stagecraft {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds patience{5};

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
    bool isWritable = false;
    for (const auto end = std::chrono::steady_clock::now() + patience;;) {
        std::error_code error;
        fs::remove_all(path, error);
        if (!error)
            return true;
        if (error == std::errc::no_such_file_or_directory || error == std::errc::directory_not_empty) {
            // Somebody else changes the tree at the same time; remove_all stops at the first entry that is not as it was.
            if (std::chrono::steady_clock::now() > end)
                return false;
            std::this_thread::yield();
        } else if (std::exchange(isWritable, true)) {
            return false;
        } else if (fs::is_directory(fs::symlink_status(path, error))) {
            makeWritable(path);
        }
    }
}

} // namespace stagecraft
