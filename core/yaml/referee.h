// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The referee: libyaml, the parser inside GitLab's loader, reads the same text and must see the same nodes as our
// parser does (kinds, styles, decoded values, anchors, tags, start places; not where nulls stand). GitLab's loader is
// Ruby's Psych: it takes the text as UTF-8, reads the first document only and never looks at what follows.
//
// Unquoted $[[ … ]] blocks are handed over as they are: GitLab interpolates parsed values, so what libyaml refuses,
// GitLab refuses (gitlab-ci-language.md, 2.4).
//
// Pure functions; any thread. Stops at maxDepth, so its time and memory are linear to the text.
#pragma once

#include "core/yaml/syntax_tree_data.h"

#include <QString>

#include <string_view>

namespace stagecraft::yaml {

struct Verdict {
    enum class Kind {
        Agrees,
        Refuses,   ///< libyaml reports an error: so does GitLab
        Disagrees, ///< libyaml reads something else than we do
    };
    Kind kind = Kind::Agrees;
    /// Of Refuses: libyaml's error in the form that Psych, and so GitLab, gives it. Lines count from the part's begin.
    QString message;
    /// Of Refuses: where a person should look; of Disagrees: the first place that differs. In the whole text.
    qsizetype offset = 0;
};

/// Pre: `root` (None: no content) is what our parser made of that part of the text.
Verdict judge(const SyntaxTree::Data &data, std::string_view text, TextRange part, NodeId root);

/// The tag's full name: "!!int" and "!<tag:yaml.org,2002:int>" are "tag:yaml.org,2002:int", "!reference" is itself.
std::string tagName(std::string_view written);

} // namespace stagecraft::yaml
