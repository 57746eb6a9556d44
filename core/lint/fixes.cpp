// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/fixes.h"

#include "core/lint/fix_rules.h"

#include <array>

namespace stagecraft::lint {

namespace {

using Rule = Fixes (*)(FixContext &context, const text::Diagnostic &diagnostic);

/// Nobody reads more; a text of nothing but mistakes must not take longer for it.
constexpr int MostFixed = 200;

/// By the diagnostic's id; the rules are in the files named above their rows.
struct RuleOf {
    QLatin1StringView id;
    Rule rule;
};
using namespace Qt::StringLiterals;
constexpr std::array Rules = {
    // keyword_fixes.cpp
    RuleOf{"unknown-keyword"_L1, fixUnknownKeyword},
    RuleOf{"job-without-script"_L1, fixJobWithoutScript},
    RuleOf{"conflicting-keywords"_L1, fixConflictingKeywords},
    RuleOf{"duplicate-key"_L1, fixDuplicateKey},
    RuleOf{"default-timeout"_L1, removeEntryOf},
    // value_fixes.cpp
    RuleOf{"unknown-value"_L1, fixUnknownValue},
    RuleOf{"wrong-type"_L1, fixWrongType},
    RuleOf{"invalid-configuration"_L1, fixWrongType},
    RuleOf{"value-missing"_L1, removeEntryOf},
    RuleOf{"invalid-expression"_L1, fixExpression},
    RuleOf{"retry-never"_L1, fixRetryWithoutMax},
    RuleOf{"interruptible-deployment"_L1, fixInterruptible},
    RuleOf{"only-except-deprecated"_L1, fixOnly},
    // job_fixes.cpp
    RuleOf{"stage-missing"_L1, fixMissingStage},
    RuleOf{"stage-unused"_L1, fixUnusedStage},
    RuleOf{"need-undefined"_L1, fixUndefinedNeed},
    RuleOf{"need-later-stage"_L1, fixLaterNeed},
    RuleOf{"need-duplicated"_L1, fixDuplicatedNeed},
    RuleOf{"need-cycle"_L1, fixNeedCycle},
    RuleOf{"dependency-undefined"_L1, fixUndefinedDependency},
    RuleOf{"extends"_L1, fixExtends},
    RuleOf{"reference"_L1, fixReference},
    RuleOf{"on-stop"_L1, fixOnStop},
    RuleOf{"include-missing"_L1, fixMissingInclude},
    // syntax_fixes.cpp
    RuleOf{"yaml-syntax"_L1, fixSyntax},
    RuleOf{"yaml-value"_L1, fixUnknownAnchor},
};

} // namespace

void offerFixes(std::span<text::Diagnostic> diagnostics, const yaml::SyntaxTree &tree,
                const expand::EffectivePipeline &pipeline, const QString &file,
                const std::function<QStringList()> &repositoryFiles)
{
    FixContext context{FixWriter(tree), pipeline, repositoryFiles};
    int left = MostFixed;
    for (text::Diagnostic &diagnostic : diagnostics) {
        if (!diagnostic.fixes.empty() || diagnostic.file != file)
            continue;
        if (left-- == 0)
            return;
        for (const RuleOf &row : Rules) {
            if (diagnostic.id == row.id)
                diagnostic.fixes = row.rule(context, diagnostic);
        }
    }
}

} // namespace stagecraft::lint
