// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeSource: where a file of `include:` comes from that is not in the repository. FetchedFile: what is known about it
// here. expand() asks for it through FileReader::fetched and opens no connection. Values; reference §2.5.
#pragma once

#include "core/text/text_range.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace stagecraft::expand {

struct IncludeSource {
    enum class Kind { Remote, Project, Component, Template };
    Kind kind = Kind::Remote;
    std::string location;       ///< the address, the path of the file, the component's address with @version, the template's name
    std::string project = {};   ///< Project only: its path
    std::string ref = {};       ///< Project only: as written or a commit; empty means HEAD
    std::string server = {};    ///< the host of the GitLab instance that the pipeline belongs to
    std::string integrity = {}; ///< Remote only: "sha256-…" as written
    std::string cache = {};     ///< Remote only: as written
    bool operator==(const IncludeSource &) const = default;
};

struct FetchedFile {
    enum class State {
        NotHere, ///< nobody fetched it yet
        Failed,  ///< it could not be fetched, which says nothing about GitLab: it may have it
        Refused, ///< GitLab would not have it either
        Found,
    };
    State state = State::NotHere;
    bool isPinned = false; ///< it is kept in the repository: there is nothing to fetch again
    QByteArray bytes = {};
    QString path = {};        ///< how the file is called for people
    std::string project = {}; ///< Project and Component: in which `local` files are looked for
    std::string sha = {};     ///< Project and Component: the commit, or the ref that stands for it
    std::string version = {}; ///< Component: of its release, if it has one
    std::string error = {};   ///< Refused: GitLab's text; Failed: what happened and what to do
};

/// An include that a caller may want to fetch, and where it is written.
struct WantedInclude {
    IncludeSource source;
    bool failed = false; ///< it was tried
    QString file;        ///< relative to the repository
    text::TextRange range;
};

/// "host/group/project/name@version" in its parts; all empty when the address is none.
struct ComponentAddress {
    std::string host;
    std::string project;
    std::string name;
    std::string version;
};
ComponentAddress parseComponentAddress(const std::string &address);

} // namespace stagecraft::expand
