// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/referee.h"

#include "core/yaml/characters.h"
#include "core/yaml/parser.h"

#include <yaml.h>

namespace stagecraft::yaml {

namespace {

/// Our tree in the order in which libyaml tells of its nodes.
class TreeWalk
{
public:
    TreeWalk(const SyntaxTree::Data &data, NodeId root) : m_data(data), m_next(root) {}

    /// The node that comes now; None when a collection ends or nothing is left.
    NodeId current() const { return m_next; }

    void advance()
    {
        const Node &node = m_data.at(m_next);
        if (node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence)
            m_open.push_back({m_next, 0, false});
        step();
    }

    /// True when a collection of that kind ends now.
    bool leave(NodeKind kind)
    {
        if (m_next != NodeId::None || m_open.empty() || m_data.at(m_open.back().collection).kind != kind)
            return false;
        m_open.pop_back();
        step();
        return true;
    }

private:
    struct Open {
        NodeId collection;
        std::size_t entry;
        bool keyDone;
    };

    void step()
    {
        m_next = NodeId::None;
        if (m_open.empty())
            return;
        Open &open = m_open.back();
        const std::vector<Entry> &entries = m_data.at(open.collection).entries;
        if (open.entry == entries.size())
            return;
        const Entry &entry = entries[open.entry];
        if (entry.key != NodeId::None && !open.keyDone) {
            open.keyDone = true;
            m_next = entry.key;
        } else {
            open.keyDone = false;
            ++open.entry;
            m_next = entry.value;
        }
    }

    const SyntaxTree::Data &m_data;
    NodeId m_next;
    std::vector<Open> m_open;
};

/// Turns libyaml's marks, which count characters, into byte offsets. Marks must not go backwards.
class Characters
{
public:
    Characters(std::string_view text, qsizetype begin) : m_text(text), m_offset(static_cast<std::size_t>(begin)) {}

    qsizetype offsetOf(std::size_t index)
    {
        while (m_index < index && m_offset < m_text.size()) {
            ++m_offset;
            while (m_offset < m_text.size() && (m_text[m_offset] & '\xC0') == '\x80')
                ++m_offset;
            ++m_index;
        }
        return static_cast<qsizetype>(m_offset);
    }

private:
    std::string_view m_text;
    std::size_t m_offset;
    std::size_t m_index = 0;
};

class Libyaml
{
public:
    explicit Libyaml(std::string_view text)
    {
        yaml_parser_initialize(&m_parser);
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char *>(text.data()), text.size());
    }
    Libyaml(const Libyaml &) = delete;
    Libyaml &operator=(const Libyaml &) = delete;
    ~Libyaml()
    {
        yaml_event_delete(&m_event);
        yaml_parser_delete(&m_parser);
    }

    /// The next event, owned by this object until the next call; nullptr for an error.
    const yaml_event_t *next()
    {
        yaml_event_delete(&m_event);
        return yaml_parser_parse(&m_parser, &m_event) ? &m_event : nullptr;
    }

    const yaml_parser_t &state() const { return m_parser; }

private:
    yaml_parser_t m_parser = {};
    yaml_event_t m_event = {};
};

std::string_view viewOf(const yaml_char_t *text)
{
    return text ? std::string_view(reinterpret_cast<const char *>(text)) : std::string_view();
}

yaml_scalar_style_t libyamlStyle(ScalarStyle style)
{
    switch (style) {
    case ScalarStyle::SingleQuoted: return YAML_SINGLE_QUOTED_SCALAR_STYLE;
    case ScalarStyle::DoubleQuoted: return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    case ScalarStyle::Literal: return YAML_LITERAL_SCALAR_STYLE;
    case ScalarStyle::Folded: return YAML_FOLDED_SCALAR_STYLE;
    case ScalarStyle::Plain:
    case ScalarStyle::Empty: break;
    }
    return YAML_PLAIN_SCALAR_STYLE;
}

class Comparison
{
public:
    Comparison(const SyntaxTree::Data &data, std::string_view text, TextRange part, NodeId root)
        : m_data(data), m_text(text), m_part(part), m_walk(data, root), m_characters(text, part.begin),
          m_libyaml(text.substr(static_cast<std::size_t>(part.begin), static_cast<std::size_t>(part.length())))
    {
    }

    Verdict run()
    {
        Verdict verdict;
        while (m_depth <= maxDepth) {
            const yaml_event_t *event = m_libyaml.next();
            if (!event)
                return refusal();
            const bool atEnd = event->type == YAML_DOCUMENT_END_EVENT || event->type == YAML_STREAM_END_EVENT;
            const bool agrees = atEnd ? m_walk.current() == NodeId::None : matches(*event);
            // Events go on after a difference: libyaml may yet find an error, which explains more.
            if (!agrees && verdict.kind == Verdict::Kind::Agrees)
                verdict = disagreement();
            if (atEnd)
                break;
        }
        return verdict;
    }

private:
    bool matches(const yaml_event_t &event)
    {
        switch (event.type) {
        case YAML_DOCUMENT_START_EVENT:
            m_ownTags = event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end;
            return true;
        case YAML_ALIAS_EVENT: return matchesNode(NodeKind::Alias, event, event.data.alias.anchor, nullptr);
        case YAML_SCALAR_EVENT:
            return matchesScalar(event) && matchesNode(NodeKind::Scalar, event, event.data.scalar.anchor,
                                                       event.data.scalar.tag);
        case YAML_SEQUENCE_START_EVENT:
            ++m_depth;
            return matchesFlow(event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
                   && matchesNode(NodeKind::Sequence, event, event.data.sequence_start.anchor,
                                  event.data.sequence_start.tag);
        case YAML_MAPPING_START_EVENT:
            ++m_depth;
            return matchesFlow(event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
                   && matchesNode(NodeKind::Mapping, event, event.data.mapping_start.anchor,
                                  event.data.mapping_start.tag);
        case YAML_SEQUENCE_END_EVENT: --m_depth; return m_walk.leave(NodeKind::Sequence);
        case YAML_MAPPING_END_EVENT: --m_depth; return m_walk.leave(NodeKind::Mapping);
        default: return true;
        }
    }

    bool matchesFlow(bool flow) const
    {
        return m_walk.current() != NodeId::None && m_data.at(m_walk.current()).flow == flow;
    }

    bool matchesScalar(const yaml_event_t &event) const
    {
        if (m_walk.current() == NodeId::None)
            return false;
        const Node &node = m_data.at(m_walk.current());
        const std::string_view value(reinterpret_cast<const char *>(event.data.scalar.value),
                                     event.data.scalar.length);
        return event.data.scalar.style == libyamlStyle(node.style) && node.scalar == value;
    }

    bool matchesNode(NodeKind kind, const yaml_event_t &event, const yaml_char_t *anchor, const yaml_char_t *tag)
    {
        if (m_walk.current() == NodeId::None)
            return false;
        const Node &node = m_data.at(m_walk.current());
        const bool isNull = node.kind == NodeKind::Scalar && node.style == ScalarStyle::Empty;
        if (!isNull) {
            m_place = m_characters.offsetOf(event.start_mark.index);
            if (m_place != (node.properties.isEmpty() ? node.value.begin : node.properties.begin))
                return false;
        }
        if (node.kind != kind || slice(node.anchor) != viewOf(anchor))
            return false;
        const bool hasTag = tag || !node.tag.isEmpty();
        if (hasTag && !m_ownTags && tagName(slice(node.tag)) != viewOf(tag))
            return false;
        m_walk.advance();
        return true;
    }

    std::string_view slice(TextRange range) const
    {
        return m_text.substr(static_cast<std::size_t>(range.begin), static_cast<std::size_t>(range.length()));
    }

    Verdict disagreement()
    {
        const NodeId node = m_walk.current();
        return {Verdict::Kind::Disagrees, {}, node == NodeId::None ? m_place : m_data.at(node).value.begin};
    }

    Verdict refusal() const
    {
        const yaml_parser_t &parser = m_libyaml.state();
        QString message = QStringLiteral("(<unknown>): ") + QString::fromUtf8(parser.problem);
        if (parser.context)
            message += QLatin1Char(' ') + QString::fromUtf8(parser.context);
        message += QStringLiteral(" at line %1 column %2")
                       .arg(parser.context_mark.line + 1)
                       .arg(parser.context_mark.column + 1);
        return {Verdict::Kind::Refuses, message, placeOfError(parser)};
    }

    /// Psych names the place where the construct began. That is the place to look at when its end is missing; when
    /// something else stands inside a block, the place where libyaml stumbled is.
    qsizetype placeOfError(const yaml_parser_t &parser) const
    {
        if (parser.error == YAML_READER_ERROR)
            return m_part.begin + static_cast<qsizetype>(parser.problem_offset);
        const bool inBlock = viewOf(reinterpret_cast<const yaml_char_t *>(parser.context)).starts_with("while parsing a block");
        const yaml_mark_t &mark = parser.context && !inBlock ? parser.context_mark : parser.problem_mark;
        return Characters(m_text.substr(0, static_cast<std::size_t>(m_part.end)), m_part.begin).offsetOf(mark.index);
    }

    const SyntaxTree::Data &m_data;
    std::string_view m_text;
    TextRange m_part;
    TreeWalk m_walk;
    Characters m_characters;
    Libyaml m_libyaml;
    qsizetype m_place = 0; // of the last node that was compared
    int m_depth = 0;
    bool m_ownTags = false; // a %TAG directive gives tags other names
};

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

Verdict judge(const SyntaxTree::Data &data, std::string_view text, TextRange part, NodeId root)
{
    return Comparison(data, text, part, root).run();
}

std::string tagName(std::string_view written)
{
    std::string name;
    if (written.starts_with("!<")) {
        written.remove_prefix(2);
        if (written.ends_with('>'))
            written.remove_suffix(1);
    } else if (written.starts_with("!!")) {
        name = "tag:yaml.org,2002:";
        written.remove_prefix(2);
    }
    for (std::size_t i = 0; i < written.size(); ++i) {
        const bool escaped = written[i] == '%' && i + 2 < written.size() && hexValue(written[i + 1]) >= 0
                             && hexValue(written[i + 2]) >= 0;
        if (escaped) {
            name += static_cast<char>(hexValue(written[i + 1]) * 16 + hexValue(written[i + 2]));
            i += 2;
        } else {
            name += written[i];
        }
    }
    return name;
}

} // namespace stagecraft::yaml
