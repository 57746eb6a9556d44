// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Tarjan's strongly connected components, without recursion, in the order of Ruby's TSort: children before those that
// need them, nodes of a component in the order in which they were met. Linear. Internal to core/expand.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace stagecraft::expand {

using ChildrenOf = std::function<std::vector<std::size_t>(std::size_t node)>;

std::vector<std::vector<std::size_t>> strongComponents(std::size_t nodes, const ChildrenOf &childrenOf);

} // namespace stagecraft::expand
