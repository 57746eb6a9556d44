// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Jobs, default: and the root of the configuration: which entries they have, and what is inherited from where.
// Internal to core/expand.
#pragma once

#include "core/expand/entries.h"

#include <map>

namespace stagecraft::expand {

/// A checked value that several places take over, with the errors that each of them repeats.
struct InheritedEntry {
    bool specified = false;
    Value value;
    bool global = false; ///< written at the root, not in default:
    std::vector<Problem> errors;
};
using Defaults = std::map<std::string, InheritedEntry, std::less<>>;

/// A job after validation: GitLab's value of each of its entries, by keyword.
struct CheckedJob {
    std::string name;
    Origin nameOrigin;
    Value config;        ///< as merged
    text::TextRange ownRange = {}; ///< of what the job itself says, in the file of its name
    bool bridge = false;
    bool usesNeeds = false; ///< `needs:` is given, be it empty
    std::map<std::string, Value, std::less<>> values;
    std::vector<std::string> faulty;    ///< keywords of its own with an error inside
    std::vector<std::string> inherited; ///< keywords whose value came from default: or the root

    Value value(std::string_view keyword) const
    {
        const auto found = values.find(keyword);
        return found == values.end() ? Value() : found->second;
    }
};

struct CheckedRoot {
    Value stages;    ///< flat list, with .pre and .post
    Value variables; ///< name → {value, raw?, description?, options?}
    Value workflow;
    std::vector<CheckedJob> jobs; ///< visible ones, in order
    bool workflowHasRules = false;
};

/// Checks the whole merged configuration. Jobs come out also when there are errors, as far as they make sense.
CheckedRoot rootEntry(const Value &config, Report &report);

enum class JobType { None, Hidden, Job, Bridge };
JobType jobTypeOf(const Value::Member &member);
CheckedJob jobEntry(const Value::Member &member, const Location &jobs, Report &report, const Defaults &defaults,
                    bool workflowHasRules);

} // namespace stagecraft::expand
