// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// parse(): parts → parser → referee → spans.
#include "core/yaml/document_parts.h"
#include "core/yaml/entry_spans.h"
#include "core/yaml/parser.h"
#include "core/yaml/referee.h"
#include "core/yaml/syntax_tree_data.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::yaml {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

class TreeBuilder
{
public:
    TreeBuilder(const text::TextBuffer &buffer, const QString &file) : m_file(file)
    {
        m_data->buffer = buffer;
        m_text = {buffer.bytes().constData(), static_cast<std::size_t>(buffer.size())};
    }

    SyntaxTree build()
    {
        if (m_data->buffer.size() > maxSize) {
            refuse(QStringLiteral("yaml-file-too-big"), QStringLiteral("The provided YAML is too big"), maxSize);
            return skipped();
        }
        // More than nearly all texts need; memory that is never touched costs nothing.
        const auto size = static_cast<std::size_t>(m_data->buffer.size());
        m_data->nodes.reserve(std::min(maxNodes, size / 2) + 16);
        m_data->tokens.reserve(std::min(maxTokens, size) + 16);
        for (const TextRange part : documentParts(m_text)) {
            addDivider(part.begin);
            addPart(part);
            if (m_holdsTooMuch)
                return skipped();
        }
        computeEntrySpans(*m_data);
        m_data->buildKeyIndexes();
        return SyntaxTree(std::move(m_data));
    }

private:
    /// Nothing but the text and what is wrong with it. More than the limits allow is no pipeline that somebody is
    /// writing, GitLab refuses it, and whoever goes through the beginning of such a tree takes seconds.
    SyntaxTree skipped()
    {
        auto data = std::make_shared<SyntaxTree::Data>();
        data->buffer = m_data->buffer;
        data->diagnostics = std::move(m_data->diagnostics);
        data->trusted = false;
        data->tokens.push_back({TokenKind::Skipped, {0, data->buffer.size()}});
        return SyntaxTree(std::move(data));
    }

    qsizetype covered() const { return m_data->tokens.empty() ? 0 : m_data->tokens.back().range.end; }

    /// The "---" and the white space in front of a part.
    void addDivider(qsizetype partBegin)
    {
        if (covered() == partBegin)
            return;
        const qsizetype dashesEnd = covered() + 3;
        m_data->tokens.push_back({TokenKind::DocumentStart, {covered(), dashesEnd}});
        Lexer blanks(m_text, {dashesEnd, partBegin});
        while (auto trivia = blanks.nextTrivia())
            m_data->tokens.push_back(*trivia);
        if (covered() < partBegin)
            m_data->tokens.push_back(blanks.skipTo(partBegin));
    }

    void addPart(TextRange part)
    {
        const std::size_t nodesBefore = m_data->nodes.size();
        const std::size_t tokensBefore = m_data->tokens.size();
        NodeId root = readPart(part, false);
        if (!m_tooBig) {
            const Verdict verdict = judge(*m_data, m_text, part, root);
            if (verdict.kind == Verdict::Kind::Refuses) {
                refuse(QStringLiteral("yaml-syntax"), verdict.message, verdict.offset);
                m_data->nodes.resize(nodesBefore);
                m_data->tokens.resize(tokensBefore);
                root = readPart(part, true);
            } else if (verdict.kind == Verdict::Kind::Disagrees) {
                const int line = m_data->buffer.positionAt(verdict.offset).line + 1;
                refuse(QStringLiteral("yaml-disagreement"), disagreementText().arg(line), verdict.offset);
            }
        }
        if (root != NodeId::None)
            m_data->documents.push_back(root);
        if (m_data->trusted && m_ignoredFrom >= 0)
            adviseAboutIgnoredText(part);
    }

    void adviseAboutIgnoredText(TextRange part)
    {
        const bool afterMark = m_text.substr(static_cast<std::size_t>(part.begin)).starts_with(byteOrderMark);
        if (!afterMark) {
            advise(QStringLiteral("yaml-text-ignored"),
                   QCoreApplication::translate("stagecraft", "GitLab ignores everything from here on: the document "
                                                             "has ended above."),
                   m_ignoredFrom);
            return;
        }
        advise(QStringLiteral("yaml-byte-order-mark"),
               QCoreApplication::translate("stagecraft", "Because of the byte order mark in front of it, GitLab sees "
                                                         "only the first key of this file."),
               part.begin);
        const TextRange mark = {part.begin, part.begin + static_cast<qsizetype>(byteOrderMark.size())};
        m_data->diagnostics.back().fixes = {
            {QCoreApplication::translate("stagecraft", "Remove the byte order mark"), {{{mark, {}}}}}};
    }

    NodeId readPart(TextRange part, bool tolerant)
    {
        Parser parser(*m_data, m_text, part, tolerant);
        const NodeId root = parser.parseDocument();
        m_ignoredFrom = parser.ignoredFrom();
        if (parser.limit() != Parser::Limit::None && !m_tooBig) {
            m_tooBig = true;
            refuseAsTooBig(parser.limitOffset());
        }
        m_holdsTooMuch = m_holdsTooMuch || parser.limit() == Parser::Limit::Size;
        return root;
    }

    static QString disagreementText()
    {
        return QCoreApplication::translate(
            "stagecraft", "GitLab's YAML parser reads line %1 differently. Edit the text; the picture is read-only.");
    }

    /// GitLab's words for every text that is too deep or holds too much.
    void refuseAsTooBig(qsizetype offset)
    {
        refuse(QStringLiteral("yaml-too-big"), QStringLiteral("The parsed YAML is too big"), offset);
    }

    /// Only the first error is told: GitLab stops there.
    void refuse(const QString &id, const QString &message, qsizetype offset)
    {
        if (!m_data->trusted)
            return;
        m_data->trusted = false;
        report(text::Severity::Error, id, message, offset);
    }

    void advise(const QString &id, const QString &message, qsizetype offset)
    {
        report(text::Severity::Advice, id, message, offset);
    }

    void report(text::Severity severity, const QString &id, const QString &message, qsizetype offset)
    {
        text::Diagnostic diagnostic;
        diagnostic.severity = severity;
        diagnostic.id = id;
        diagnostic.message = message;
        diagnostic.file = m_file;
        diagnostic.range = {offset, offset};
        diagnostic.position = m_data->buffer.positionAt(offset);
        m_data->diagnostics.push_back(std::move(diagnostic));
    }

    std::shared_ptr<SyntaxTree::Data> m_data = std::make_shared<SyntaxTree::Data>();
    std::string_view m_text;
    QString m_file;
    bool m_tooBig = false;
    bool m_holdsTooMuch = false;
    qsizetype m_ignoredFrom = -1; ///< of the part that was read last
};

} // namespace

SyntaxTree parse(const text::TextBuffer &buffer, const QString &file)
{
    return TreeBuilder(buffer, file).build();
}

} // namespace stagecraft::yaml
