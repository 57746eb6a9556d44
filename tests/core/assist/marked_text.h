// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A pipeline text with a cursor in it, written "|", and what is known about it.
#pragma once

#include "core/assist/knowledge.h"
#include "core/expand/expand.h"

#include <map>

namespace stagecraft::test {

struct MarkedText {
    text::TextBuffer buffer;
    qsizetype offset = 0;
    yaml::SyntaxTree tree;
    model::SourcePipeline source;
    expand::EffectivePipeline effective;
    expand::Context context;
    std::map<QString, QByteArray> others;

    explicit MarkedText(QByteArray marked, std::map<QString, QByteArray> included = {}) : others(std::move(included))
    {
        offset = std::max<qsizetype>(0, marked.indexOf('|'));
        if (marked.contains('|'))
            marked.remove(offset, 1);
        buffer = text::TextBuffer(marked);
        tree = yaml::parse(buffer);
        source = model::projectSource(tree);
        effective = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), context, reader());
    }

    expand::FileReader reader() const
    {
        return {.read = [this](const QString &path) -> std::optional<QByteArray> {
                    const auto found = others.find(path);
                    return found == others.end() ? std::nullopt : std::optional(found->second);
                },
                .files = [this] { return files(); },
                .fetched =
                    [this](const expand::IncludeSource &wanted) {
                        const std::string name = wanted.project.empty() ? wanted.location : wanted.project + ':' + wanted.location;
                        const auto found = others.find(QString::fromStdString(name));
                        return found == others.end() ? expand::FetchedFile{}
                                                     : expand::FetchedFile{.state = expand::FetchedFile::State::Found,
                                                                           .bytes = found->second,
                                                                           .path = found->first};
                    }};
    }

    QStringList files() const
    {
        QStringList names = {QStringLiteral(".gitlab-ci.yml"), QStringLiteral("README.md")};
        for (const auto &[name, bytes] : others)
            names += name;
        return names;
    }

    assist::Knowledge known() const
    {
        return {.tree = tree, .source = source, .effective = effective, .context = &context, .files = [this] { return files(); }};
    }
};

} // namespace stagecraft::test
