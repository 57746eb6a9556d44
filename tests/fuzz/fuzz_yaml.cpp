// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes: a tree whose tokens are the text and whose spans nest, which libyaml reads in the same way.
#include "tests/core/yaml/yaml_test_support.h"
#include "tests/fuzz/require.h"

using namespace stagecraft;
using namespace stagecraft::yaml;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const SyntaxTree tree = test::parsed(text);
    fuzz::require(test::tokenFault(tree).isEmpty(), "tokens cover the text");
    if (tree.isTrusted())
        fuzz::require(test::nestingFault(tree).isEmpty(), "spans nest");
    return 0;
}
