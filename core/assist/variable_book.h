// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// VariableBook: the variables that one entry of a pipeline (a job, workflow:, include: …) can use: their values, where they
// are set, and help. Borrows the knowledge. Secret values are never part of it. One thread.
#pragma once

#include "core/assist/knowledge.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stagecraft::assist {

struct VariableName {
    std::string name;
    QString value = {}; ///< as far as it is known and not secret
};

class VariableBook
{
public:
    /// `entry` is the key at the top level; for anything but a job only global variables count.
    VariableBook(const Knowledge &known, std::string_view entry);

    /// Those of the job, then the global ones, then those of the project. Predefined ones are not among them.
    const std::vector<VariableName> &names() const { return m_names; }
    Help help(std::string_view name) const;
    /// Empty where only GitLab knows it.
    QString predefinedValue(std::string_view name) const;
    /// Where it is set: in the job, at the top level, in included files.
    std::vector<Location> places(std::string_view name) const;

private:
    void add(const std::string &name, const std::string &value);
    const VariableName *find(std::string_view name) const;
    void addWritten(yaml::NodeId mapping);
    void addPlaceIn(yaml::NodeId mapping, std::string_view name, std::vector<Location> &places) const;
    void addRulePlaces(yaml::NodeId rules, std::string_view name, std::vector<Location> &places) const;

    const Knowledge &m_known;
    std::string m_entry;
    const expand::EffectiveJob *m_job = nullptr;
    std::vector<VariableName> m_names;
    std::unordered_map<std::string, std::size_t> m_places; ///< of a name in m_names
    std::vector<expand::Variable> m_predefined;
};

/// "file:line", or the file alone where the line is not known.
QString placeText(const Knowledge &known, const Location &location);

} // namespace stagecraft::assist
