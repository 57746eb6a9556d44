// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the YAML tests share: trees from text, the material in ../shared, and a way to see a tree as one line of text.
#pragma once

#include "core/yaml/syntax_tree.h"
#include "core/yaml/token.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <string>

namespace stagecraft::yaml::test {

inline SyntaxTree parsed(const QByteArray &text)
{
    return parse(text::TextBuffer(text), QStringLiteral("test.yml"));
}

/// The directory ../shared beside the source tree, or beside one of the directories around it; empty when absent.
inline QString sharedDirectory()
{
    QDir directory(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", QDir::currentPath()));
    do {
        const QString shared = QDir::cleanPath(directory.filePath(QStringLiteral("../shared")));
        if (QFileInfo::exists(shared + QStringLiteral("/conformance")))
            return shared;
    } while (directory.cdUp());
    return {};
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All YAML files of the shared material in a fixed order.
inline QStringList sharedYamlFiles()
{
    QStringList files;
    const QString shared = sharedDirectory();
    for (const char *folder : {"/corpus", "/conformance"}) {
        QDirIterator entries(shared + QLatin1String(folder), {QStringLiteral("*.yml"), QStringLiteral("*.yaml")},
                             QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (!shared.isEmpty() && entries.hasNext())
            files.append(entries.next());
    }
    files.sort();
    return files;
}

/// Empty when the tokens touch each other and cover the text; else where they fail.
inline QString tokenFault(const SyntaxTree &tree)
{
    qsizetype end = 0;
    for (const Token &token : tree.tokens()) {
        if (token.range.begin != end || token.range.end <= token.range.begin)
            return QStringLiteral("token at %1 follows %2").arg(token.range.begin).arg(end);
        end = token.range.end;
    }
    return end == tree.buffer().size() ? QString() : QStringLiteral("tokens end at %1").arg(end);
}

/// Empty when every node lies inside of its parent and siblings do not overlap; else the node that does not.
inline QString nestingFault(const SyntaxTree &tree)
{
    std::vector<NodeId> open(tree.documents().begin(), tree.documents().end());
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        const Node &node = tree.node(id);
        const auto fault = [&](const char *what) {
            return QStringLiteral("%1 at %2").arg(QLatin1String(what)).arg(node.value.begin);
        };
        if (node.value.begin > node.value.end || node.value.end > tree.buffer().size())
            return fault("bad value span");
        qsizetype end = node.value.begin;
        for (const Entry &entry : node.entries) {
            if (!entry.full.contains(entry.leading) || !entry.full.contains(entry.indicator))
                return fault("entry span misses its parts");
            for (const NodeId child : {entry.key, entry.value}) {
                if (child == NodeId::None)
                    continue;
                const Node &inner = tree.node(child);
                if (!node.value.contains(inner.value) || !entry.full.contains(inner.value))
                    return fault("child outside of its parent");
                if (inner.value.begin < end)
                    return fault("children overlap");
                end = inner.value.end;
                if (inner.parent != id)
                    return fault("wrong parent");
                open.push_back(child);
            }
        }
    }
    return {};
}

/// The node as flow text: "{a: [1, *x], b: !reference [c]}"; an empty value is "~", a broken node has a "?" behind it.
inline std::string sketch(const SyntaxTree &tree, NodeId id)
{
    if (id == NodeId::None)
        return "none";
    const Node &node = tree.node(id);
    const auto slice = [&](text::TextRange range) {
        const QByteArrayView view = tree.buffer().slice(range);
        return std::string(view.data(), static_cast<std::size_t>(view.size()));
    };
    std::string out;
    if (node.kind != NodeKind::Alias && !node.anchor.isEmpty())
        out += "&" + slice(node.anchor) + " ";
    if (!node.tag.isEmpty())
        out += slice(node.tag) + " ";
    switch (node.kind) {
    case NodeKind::Alias: out += "*" + slice(node.anchor); break;
    case NodeKind::Scalar: out += node.style == ScalarStyle::Empty ? "~" : node.scalar; break;
    case NodeKind::Mapping:
    case NodeKind::Sequence: {
        const bool mapping = node.kind == NodeKind::Mapping;
        out += mapping ? "{" : "[";
        for (const Entry &entry : node.entries) {
            if (&entry != &node.entries.front())
                out += ", ";
            if (mapping)
                out += sketch(tree, entry.key) + ": ";
            out += sketch(tree, entry.value);
        }
        out += mapping ? "}" : "]";
        break;
    }
    }
    return node.broken ? out + "?" : out;
}

inline QString sketch(const SyntaxTree &tree)
{
    QStringList documents;
    for (const NodeId root : tree.documents())
        documents.append(QString::fromStdString(sketch(tree, root)));
    return documents.join(QStringLiteral(" --- "));
}

} // namespace stagecraft::yaml::test
