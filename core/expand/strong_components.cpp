// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/strong_components.h"

#include <algorithm>

namespace stagecraft::expand {

namespace {

class Finder
{
public:
    Finder(std::size_t nodes, const ChildrenOf &childrenOf) : m_childrenOf(childrenOf), m_state(nodes)
    {
        for (std::size_t i = 0; i < nodes; ++i) {
            if (m_state[i].index == 0)
                visit(i);
        }
    }

    std::vector<std::vector<std::size_t>> takeComponents() { return std::move(m_components); }

private:
    struct State {
        std::size_t index = 0; ///< 1-based order of discovery
        std::size_t low = 0;
        bool onStack = false;
    };
    struct Frame {
        std::size_t node;
        std::vector<std::size_t> children;
        std::size_t next = 0;
    };

    Frame enter(std::size_t node)
    {
        ++m_counter;
        m_state[node] = {m_counter, m_counter, true};
        m_stack.push_back(node);
        return {node, m_childrenOf(node)};
    }

    void visit(std::size_t start)
    {
        std::vector<Frame> frames;
        frames.push_back(enter(start));
        while (!frames.empty()) {
            Frame &frame = frames.back();
            State &state = m_state[frame.node];
            if (frame.next < frame.children.size()) {
                const std::size_t child = frame.children[frame.next];
                if (m_state[child].index == 0) {
                    frames.push_back(enter(child));
                    continue;
                }
                if (m_state[child].onStack)
                    state.low = std::min(state.low, m_state[child].low);
                ++frame.next;
                continue;
            }
            if (state.low == state.index)
                takeComponent(frame.node);
            frames.pop_back();
        }
    }

    void takeComponent(std::size_t node)
    {
        std::size_t begin = m_stack.size();
        do {
            --begin;
            m_state[m_stack[begin]].onStack = false;
        } while (m_stack[begin] != node);
        const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(begin);
        m_components.emplace_back(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
    }

    const ChildrenOf &m_childrenOf;
    std::vector<State> m_state;
    std::vector<std::size_t> m_stack;
    std::vector<std::vector<std::size_t>> m_components;
    std::size_t m_counter = 0;
};

} // namespace

std::vector<std::vector<std::size_t>> strongComponents(std::size_t nodes, const ChildrenOf &childrenOf)
{
    return Finder(nodes, childrenOf).takeComponents();
}

} // namespace stagecraft::expand
