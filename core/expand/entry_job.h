// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Jobs, default: and the root of the configuration: which entries they have, and what is inherited from where.
// Internal to core/expand.
#pragma once

#include "core/expand/entries.h"
#include "core/expand/keyword_values.h"

#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

namespace stagecraft::expand {

/// A checked value that several places take over, with the errors that each of them repeats.
struct InheritedEntry {
    bool specified = false;
    Value value;
    bool global = false; ///< written at the root, not in default:
    std::vector<Problem> errors;
};
using Defaults = std::map<std::string, InheritedEntry, std::less<>>;

/// GitLab's values of what many jobs take over from one place by extends, an anchor or !reference: each is checked once, and the
/// jobs share the answer. Holds only those in which nothing is wrong, since errors name the job. While the configuration lives.
class SharedEntries
{
public:
    /// nullptr when it is not known yet.
    const Value *find(std::string_view keyword, bool isBridge, const Value &config) const
    {
        const auto found = m_values.find({config.identity(), keyword, isBridge});
        return found == m_values.end() ? nullptr : &found->second;
    }
    void keep(std::string_view keyword, bool isBridge, const Value &config, const Value &value)
    {
        m_values.emplace(Key{config.identity(), keyword, isBridge}, value);
    }

private:
    struct Key {
        const void *config;
        std::string_view keyword; ///< a literal
        bool isBridge;            ///< trigger jobs have rules of their own
        bool operator==(const Key &) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key &key) const
        {
            return std::hash<const void *>()(key.config) * 31 + std::hash<std::string_view>()(key.keyword)
                   + (key.isBridge ? 1 : 0);
        }
    };
    std::unordered_map<Key, Value, Hash> m_values;
};

/// A job after validation: GitLab's value of each of its entries, by keyword.
struct CheckedJob {
    std::string name;
    Origin nameOrigin;
    Value config;        ///< as merged
    text::TextRange ownRange = {}; ///< of what the job itself says, in the file of its name
    bool bridge = false;
    bool usesNeeds = false; ///< `needs:` is given, be it empty
    KeywordValues values;
    std::vector<std::string> faulty;    ///< keywords of its own with an error inside
    std::vector<std::string> inherited; ///< keywords whose value came from default: or the root

    Value value(std::string_view keyword) const
    {
        const Value *found = values.find(keyword);
        return found ? *found : Value();
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
                    bool workflowHasRules, SharedEntries &shared);

} // namespace stagecraft::expand
