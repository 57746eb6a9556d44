// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/include_source.h"

namespace stagecraft::expand {

ComponentAddress parseComponentAddress(const std::string &address)
{
    // GitLab: the host ends at the first slash, the component's name begins behind the last, the version behind the @.
    const std::size_t at = address.rfind('@');
    const std::size_t host = address.find('/');
    if (at == std::string::npos || host == std::string::npos || at + 1 == address.size())
        return {};
    const std::size_t name = address.rfind('/', at);
    if (name == std::string::npos || name <= host + 1 || name + 1 >= at || host == 0)
        return {};
    return {address.substr(0, host), address.substr(host + 1, name - host - 1), address.substr(name + 1, at - name - 1),
            address.substr(at + 1)};
}

} // namespace stagecraft::expand
