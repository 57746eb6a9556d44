// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Value: a YAML value as Ruby sees it after GitLab's loader: typed, anchors and merge keys resolved, with the place it was
// written at. Copies share their content, so aliases, extends and includes cost nothing.
// Immutable after construction; safe on any thread.
#pragma once

#include "core/text/text_range.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stagecraft::model {

/// Symbol: a plain ":word", which Psych reads as a Ruby symbol. Reference: the value of a `!reference` not resolved yet.
enum class ValueKind : std::uint8_t { Null, Bool, Integer, Float, String, Symbol, List, Map, Reference };

/// Which file (index into the list of loaded files, 0 is the main file) and where. An empty range: made by GitLab.
struct Origin {
    std::uint32_t file = 0;
    text::TextRange range;
    bool operator==(const Origin &) const = default;
};

class Value
{
public:
    struct Member; ///< {std::string key; Origin keyOrigin; Value value;}
    using List = std::vector<Value>;
    using Map = std::vector<Member>; ///< in order; keys are unique

    Value() = default; ///< null
    static Value null(Origin origin = {});
    static Value boolean(bool value, Origin origin = {});
    static Value integer(std::int64_t value, Origin origin = {});
    /// An integer that does not fit 64 bits, as Ruby keeps it. toInteger() then gives the nearest limit.
    static Value bigInteger(std::string digits, Origin origin = {});
    static Value number(double value, Origin origin = {});
    static Value string(std::string value, Origin origin = {});
    static Value symbol(std::string value, Origin origin = {});
    static Value list(List items, Origin origin = {});
    static Value map(Map members, Origin origin = {});
    static Value reference(List path, Origin origin = {});
    /// A `!reference` whose argument is not a list; GitLab refuses it later, with its own text.
    static Value referenceTo(Value argument, Origin origin = {});
    static Value strings(const std::vector<std::string> &items, Origin origin = {});

    ValueKind kind() const;
    bool isNull() const { return kind() == ValueKind::Null; }
    bool isString() const { return kind() == ValueKind::String; }
    bool isList() const { return kind() == ValueKind::List; }
    bool isMap() const { return kind() == ValueKind::Map; }
    bool isBool() const { return kind() == ValueKind::Bool; }
    bool isInteger() const { return kind() == ValueKind::Integer; }
    bool isReference() const { return kind() == ValueKind::Reference; }

    bool toBool() const;                 ///< false unless Bool true
    std::int64_t toInteger() const;      ///< 0 unless Integer
    double toNumber() const;             ///< Integer or Float
    const std::string &toString() const; ///< of String and Symbol; empty otherwise
    const List &items() const;           ///< of List and Reference; empty otherwise
    const Map &members() const;          ///< of Map; empty otherwise
    /// nullptr when absent or not a map. Means a key that is a string or symbol. O(1) for maps of any size.
    const Value *find(std::string_view key) const;
    const Member *member(std::string_view key) const;
    /// What a `!reference` tag was written on: a list normally.
    Value referenceArgument() const;

    /// Ruby's to_s: what GitLab makes of a number or boolean where it wants text.
    std::string text() const;
    /// Ruby's inspect, for error texts. GitLab has turned the keys of all maps into symbols by then ({:a=>1}); inside a
    /// header or an interpolation it has not ({"a"=>1}).
    enum class KeyStyle { Symbols, Strings };
    std::string inspect(KeyStyle keys = KeyStyle::Symbols) const;

    /// Nothing is left of it but blanks: Ruby's blank?. False is blank too.
    bool isBlank() const;
    bool containsReference() const;  ///< a `!reference` anywhere inside. O(1)
    std::uint64_t nodeCount() const; ///< as if nothing was shared: aliases count every time. O(1), saturates
    std::uint64_t textSize() const;  ///< bytes of all texts inside, counted like nodes. O(1), saturates
    int depth() const;               ///< of nesting; 1 for a scalar. O(1)
    /// Names the shared content; equal addresses mean the same content. Valid while any copy lives.
    const void *identity() const { return m_data.get(); }

    Origin origin() const;
    Value withOrigin(Origin origin) const;
    /// By content; origins do not count.
    bool operator==(const Value &other) const;

private:
    struct Data;
    explicit Value(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

struct Value::Member {
    std::string key;
    Origin keyOrigin = {};
    Value value = {};
    /// What YAML read the key as. Keys that are no strings stay different from strings of the same text, as in Ruby.
    ValueKind keyKind = ValueKind::String;

    bool hasTextKey() const { return keyKind == ValueKind::String || keyKind == ValueKind::Symbol; }
};

/// Ruby's inspect of a string: with quotes and escapes.
std::string inspectString(std::string_view text);
/// Ruby's to_s of a float: "1.0", "1.0e+20", "Infinity".
std::string floatText(double value);
/// Ruby's blank? of a string: empty or white space only.
bool isBlankText(std::string_view text);

} // namespace stagecraft::model
