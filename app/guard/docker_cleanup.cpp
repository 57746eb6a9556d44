// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/guard/docker_cleanup.h"

#include <cstring>
#include <memory>
#include <netdb.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace stagecraft::guard {

namespace {

constexpr std::size_t longestAnswer = 16 * 1024 * 1024;

int connectUnix(const std::string &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return -1;
    std::memcpy(address.sun_path, path.data(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

int connectTcp(const std::string &host, const std::string &port)
{
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0)
        return -1;
    const std::unique_ptr<addrinfo, void (*)(addrinfo *)> owner(list, ::freeaddrinfo);
    for (const addrinfo *address = list; address != nullptr; address = address->ai_next) {
        const int descriptor = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(descriptor, address->ai_addr, address->ai_addrlen) == 0)
            return descriptor;
        ::close(descriptor);
    }
    return -1;
}

int connectTo(std::string_view host)
{
    constexpr std::string_view unixScheme = "unix://";
    constexpr std::string_view tcpScheme = "tcp://";
    if (host.starts_with(unixScheme))
        return connectUnix(std::string(host.substr(unixScheme.size())));
    if (!host.starts_with(tcpScheme))
        return -1;
    host.remove_prefix(tcpScheme.size());
    const std::size_t colon = host.rfind(':');
    if (colon == std::string_view::npos)
        return -1;
    return connectTcp(std::string(host.substr(0, colon)), std::string(host.substr(colon + 1)));
}

std::string request(const std::string &host, const std::string &method, const std::string &path)
{
    const int descriptor = connectTo(host);
    if (descriptor < 0)
        return {};
    const timeval limit{20, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    // HTTP 1.0: the answer comes unchunked and ends with the connection.
    const std::string text = method + ' ' + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
    std::string answer;
    if (::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size())) {
        char bytes[16384];
        for (ssize_t got = 0; answer.size() < longestAnswer && (got = ::recv(descriptor, bytes, sizeof bytes, 0)) > 0;)
            answer.append(bytes, static_cast<std::size_t>(got));
    }
    ::close(descriptor);
    return answer;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

/// The values of `key` in a list of objects. Ids and volume names hold nothing that JSON would escape.
std::vector<std::string> valuesOf(const std::string &answer, const std::string &key)
{
    std::vector<std::string> values;
    const std::string mark = '"' + key + "\":\"";
    for (std::size_t at = answer.find(mark); at != std::string::npos; at = answer.find(mark, at)) {
        at += mark.size();
        values.push_back(answer.substr(at, answer.find('"', at) - at));
    }
    return values;
}

} // namespace

void removeDockerObjects(const std::string &host, const std::string &label)
{
    const std::string filter = "filters=" + percentEncoded("{\"label\":[\"" + label + "\"]}");
    // "Id" stands once in each container of the list; "ImageID" and the like are other keys.
    for (const std::string &id : valuesOf(request(host, "GET", "/containers/json?all=1&" + filter), "Id"))
        request(host, "DELETE", "/containers/" + percentEncoded(id) + "?force=1&v=1");
    for (const std::string &id : valuesOf(request(host, "GET", "/networks?" + filter), "Id"))
        request(host, "DELETE", "/networks/" + percentEncoded(id));
    for (const std::string &name : valuesOf(request(host, "GET", "/volumes?" + filter), "Name"))
        request(host, "DELETE", "/volumes/" + percentEncoded(name) + "?force=1");
}

} // namespace stagecraft::guard
