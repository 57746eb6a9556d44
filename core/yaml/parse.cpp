// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// parse(): parts → parser → referee → spans.
#include "core/yaml/document_parts.h"
#include "core/yaml/entry_spans.h"
#include "core/yaml/parser.h"
#include "core/yaml/syntax_tree_data.h"

#include <QCoreApplication>

namespace stagecraft::yaml {

namespace {

/// GitLab's own limit for a parsed configuration is 2 MB.
constexpr qsizetype maxSize = 4 * 1024 * 1024;

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
            m_data->tokens.push_back({TokenKind::Skipped, {0, m_data->buffer.size()}});
            refuse(0);
        } else {
            for (const TextRange part : documentParts(m_text)) {
                addDivider(part.begin);
                addPart(part);
            }
            computeEntrySpans(*m_data);
            m_data->buildKeyIndexes();
        }
        return SyntaxTree(std::move(m_data));
    }

private:
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
        Parser parser(*m_data, m_text, part, false);
        const NodeId root = parser.parseDocument();
        if (root != NodeId::None)
            m_data->documents.push_back(root);
        if (parser.limit() != Parser::Limit::None)
            refuse(parser.limitOffset());
    }

    /// GitLab's words for every text that is too long, too deep or holds too much.
    void refuse(qsizetype offset)
    {
        m_data->trusted = false;
        text::Diagnostic diagnostic;
        diagnostic.id = QStringLiteral("yaml-too-big");
        diagnostic.message = QStringLiteral("The parsed YAML is too big");
        diagnostic.file = m_file;
        diagnostic.range = {offset, offset};
        diagnostic.position = m_data->buffer.positionAt(offset);
        m_data->diagnostics.push_back(std::move(diagnostic));
    }

    std::shared_ptr<SyntaxTree::Data> m_data = std::make_shared<SyntaxTree::Data>();
    std::string_view m_text;
    QString m_file;
};

} // namespace

SyntaxTree parse(const text::TextBuffer &buffer, const QString &file)
{
    return TreeBuilder(buffer, file).build();
}

} // namespace stagecraft::yaml
