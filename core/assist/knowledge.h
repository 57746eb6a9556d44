// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What language help knows about a pipeline, and the forms of its answers. Knowledge borrows snapshots, which must
// outlive it; answers are plain values. Any thread.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/model/keyword_table.h"
#include "core/model/source_pipeline.h"
#include "core/yaml/syntax_tree.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace stagecraft::assist {

struct Knowledge {
    const yaml::SyntaxTree &tree;
    const model::SourcePipeline &source;        ///< of this tree
    const expand::EffectivePipeline &effective; ///< may be of an older text
    const expand::Context *context = nullptr;   ///< for the values of variables
    std::function<QStringList()> files = {};    ///< of the repository; asked for only where a path is wanted
};

/// One thing that is known about what is explained. The words in front of it belong to the view.
enum class FactKind { Types, Values, Default, Stage, When, Extends, Needs, Image, Jobs, DefinedIn, SetIn, Value, ValueHere, Only };
struct Fact {
    FactKind kind = FactKind::Value;
    QString text;
    bool operator==(const Fact &) const = default;
};

struct Help {
    QString title;
    QString text = {}; ///< one short paragraph; may be empty
    std::vector<Fact> facts = {};
    std::optional<model::Fidelity> fidelity = {};
    QString fidelityNote = {};
    QString tier = {}; ///< "premium" or "ultimate"

    bool isEmpty() const { return title.isEmpty(); }
};

struct Location {
    QString file; ///< relative to the repository; empty: the text that was asked about
    text::TextRange range;
    bool operator==(const Location &) const = default;
};

Help helpFor(const model::Keyword &keyword);
/// A value of the keyword: its own line, and what the keyword is.
Help helpForValue(const model::Keyword &keyword, const QString &value);

} // namespace stagecraft::assist
