// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What can be offered against each kind of diagnostic; fixes.cpp says which rule is for which. A rule answers with
// nothing when the place is not written in the main file as it expects. Internal to core/lint.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/lint/fix_writer.h"

#include <QCoreApplication>

#include <functional>

namespace stagecraft::lint {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

/// Its tr() is that of all fixes' titles.
class FixText
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

struct FixContext {
    FixWriter writer;
    const expand::EffectivePipeline &pipeline;
    const std::function<QStringList()> &repositoryFiles;
};

/// "Change to `x`", the title of most of them.
QString changeTitle(const std::string &to);
QString removeTitle(const std::string &what);

Fixes fixUnknownKeyword(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixJobWithoutScript(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixConflictingKeywords(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixDuplicateKey(FixContext &context, const text::Diagnostic &diagnostic);
Fixes removeEntryOf(FixContext &context, const text::Diagnostic &diagnostic);

Fixes fixUnknownValue(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixWrongType(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixExpression(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixRetryWithoutMax(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixInterruptible(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixOnly(FixContext &context, const text::Diagnostic &diagnostic);

Fixes fixMissingStage(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixUnusedStage(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixUndefinedNeed(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixLaterNeed(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixDuplicatedNeed(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixNeedCycle(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixUndefinedDependency(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixExtends(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixReference(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixOnStop(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixMissingInclude(FixContext &context, const text::Diagnostic &diagnostic);

Fixes fixSyntax(FixContext &context, const text::Diagnostic &diagnostic);
Fixes fixUnknownAnchor(FixContext &context, const text::Diagnostic &diagnostic);

} // namespace stagecraft::lint
