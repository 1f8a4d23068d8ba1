#include "app/transport/http_exchange.h"

#include "app/transport/http_tls.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace app::transport {

namespace {

constexpr std::size_t kMaxHeaderText = 256; ///< of a header that is kept
constexpr std::size_t kMaxArguments = 64;   ///< of a query

std::string headerOf(MHD_Connection* connection, const char* name)
{
    const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value != nullptr ? std::string(value, ::strnlen(value, kMaxHeaderText)) : std::string();
}

/// Lower case, without blanks: "Application/X-Protobuf; a=b" and its like compare as one would expect.
std::string plain(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

using Arguments = std::vector<std::pair<std::string, std::string>>;

Arguments argumentsOf(MHD_Connection* connection)
{
    Arguments out;
    MHD_get_connection_values(
        connection, MHD_GET_ARGUMENT_KIND,
        [](void* to, MHD_ValueKind, const char* key, const char* value) {
            auto& all = *static_cast<Arguments*>(to);
            if (all.size() < kMaxArguments) {
                all.emplace_back(key, value != nullptr ? value : "");
            }
            return MHD_YES;
        },
        &out);
    return out;
}

std::string queryText(const Arguments& arguments)
{
    std::string out;
    for (const auto& [key, value] : arguments) {
        if (out.size() < kMaxHeaderText) {
            out += (out.empty() ? "" : "&") + key + "=" + value;
        }
    }
    return out;
}

bool isOf(const HttpRoute& route, std::string_view path)
{
    return route.path.ends_with('/') ? path.size() > route.path.size() && path.starts_with(route.path)
                                     : path == route.path;
}

/// "GET, POST only"
std::string methodsOf(const std::vector<HttpRoute>& routes, std::string_view path)
{
    std::string out;
    for (const HttpRoute& route : routes) {
        if (isOf(route, path)) {
            out += (out.empty() ? "" : ", ") + route.method;
        }
    }
    return out;
}

/// None without the header; the largest number if it is none.
std::optional<std::size_t> contentLength(MHD_Connection* connection)
{
    const std::string text = headerOf(connection, "Content-Length");
    if (text.empty()) {
        return std::nullopt;
    }
    std::size_t out = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    return read.ec == std::errc() ? out : std::string::npos;
}

} // namespace

HttpLimits::Peer* HttpExchanges::peerOf(MHD_Connection* connection) const
{
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != nullptr ? static_cast<HttpLimits::Peer*>(info->socket_context) : nullptr;
}

MHD_Result HttpExchanges::send(MHD_Connection* connection, const HttpAnswer& answer)
{
    // Copied: the answer may go before its last byte is sent.
    MHD_Response* response = MHD_create_response_from_buffer(
        answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr) {
        return MHD_NO;
    }
    if (!answer.contentType.empty()) {
        MHD_add_response_header(response, "Content-Type", answer.contentType.c_str());
    }
    if (answer.retryAfter_s > 0) {
        MHD_add_response_header(response, "Retry-After", std::to_string(answer.retryAfter_s).c_str());
    }
    for (const auto& [name, value] : answer.headers) {
        MHD_add_response_header(response, name.c_str(), value.c_str());
    }
    const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
    MHD_destroy_response(response);
    return queued;
}

MHD_Result HttpExchanges::refuse(MHD_Connection* connection, int status, const std::string& reason,
                                 const char* counter, int retryAfter_s, const HttpRoute* route)
{
    m_count(counter);
    if (route != nullptr && route->refusal) {
        return send(connection, route->refusal(status, reason, retryAfter_s));
    }
    return send(connection, {status, "text/plain; charset=utf-8", reason + "\n", retryAfter_s, {}});
}

MHD_Result HttpExchanges::handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                                 const char*, const char* data, std::size_t* size, void** context)
{
    auto& my = *static_cast<HttpExchanges*>(self);
    if (*context == nullptr) {
        return my.begin(connection, url, method, context);
    }
    const Held& exchange = *static_cast<Held*>(*context);
    return *size > 0 ? my.receive(*exchange, data, size) : my.finish(connection, exchange);
}

MHD_Result HttpExchanges::begin(MHD_Connection* connection, const char* url, const std::string& method,
                                void** context)
{
    HttpLimits::Peer* peer = peerOf(connection);
    if (peer == nullptr) {
        return MHD_NO;
    }
    if (m_bounds.needsCertificate && !showsGoodCertificate(connection)) {
        return refuse(connection, 403, "a client certificate of our authority is needed",
                      "http_no_certificate");
    }
    const auto path =
        std::find_if(m_routes.begin(), m_routes.end(), [&](const auto& r) { return isOf(r, url); });
    if (path == m_routes.end()) {
        return refuse(connection, 404, "there is nothing here", "http_not_found");
    }
    const auto route = std::find_if(m_routes.begin(), m_routes.end(),
                                    [&](const auto& r) { return isOf(r, url) && r.method == method; });
    if (route == m_routes.end()) {
        return refuse(connection, 405, methodsOf(m_routes, url) + " only", "http_bad_method", 0, &*path);
    }
    if (!m_limits.takeRequest(peer->address)) {
        return refuse(connection, route->busyStatus, "too many requests", "http_rate", 1, &*route);
    }
    const auto length = contentLength(connection);
    if (length && *length > m_bounds.bodyBytes) {
        return refuse(connection, 413, "a body is at most " + std::to_string(m_bounds.bodyBytes) + " bytes",
                      "http_too_large", 0, &*route);
    }
    if (m_held + length.value_or(0) > m_bounds.allBodiesBytes) {
        return refuse(connection, route->busyStatus, "too many bodies at once", "http_memory", 1, &*route);
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->route = &*route;
    exchange->connection = connection;
    exchange->request.address = peer->address;
    exchange->request.path = url;
    exchange->request.arguments = argumentsOf(connection);
    exchange->request.query = queryText(exchange->request.arguments);
    exchange->request.contentType = plain(headerOf(connection, "Content-Type"));
    exchange->request.contentEncoding = plain(headerOf(connection, "Content-Encoding"));
    exchange->request.source = headerOf(connection, "X-Suanwang-Source");
    *context = new Held(std::move(exchange)); // `completed` deletes it
    return MHD_YES;
}

MHD_Result HttpExchanges::receive(Exchange& exchange, const char* data, std::size_t* size)
{
    std::string& body = exchange.request.body;
    const bool isLarge = body.size() + *size > m_bounds.bodyBytes;
    if (isLarge || m_held + *size > m_bounds.allBodiesBytes) {
        m_count(isLarge ? "http_too_large" : "http_memory");
        return MHD_NO; // no answer can be given in the middle of a body: the connection ends
    }
    body.append(data, *size);
    m_held += *size;
    exchange.held += *size;
    *size = 0;
    return MHD_YES;
}

MHD_Result HttpExchanges::finish(MHD_Connection* connection, const Held& exchange)
{
    if (std::exchange(exchange->isHandled, true)) {
        const std::scoped_lock lock(exchange->mutex);
        // Woken without an answer there is none to come.
        return exchange->answer ? send(connection, *exchange->answer) : MHD_NO;
    }
    if (m_closed) {
        return refuse(connection, 503, "the service ends", "http_ending", 5);
    }
    m_limits.waitsForUs(peerOf(connection));
    MHD_suspend_connection(connection);
    exchange->route->handle(std::move(exchange->request), [exchange](HttpAnswer answer) {
        const std::scoped_lock lock(exchange->mutex);
        if (!exchange->answer && exchange->connection != nullptr) {
            exchange->answer = std::move(answer);
            MHD_resume_connection(exchange->connection);
        }
    });
    return MHD_YES;
}

void HttpExchanges::completed(void* self, MHD_Connection* connection, void** context,
                              MHD_RequestTerminationCode)
{
    auto& my = *static_cast<HttpExchanges*>(self);
    if (HttpLimits::Peer* peer = my.peerOf(connection)) {
        my.m_limits.answered(peer);
    }
    if (*context == nullptr) {
        return;
    }
    const std::unique_ptr<Held> held(static_cast<Held*>(std::exchange(*context, nullptr)));
    my.m_held -= (*held)->held;
    const std::scoped_lock lock((*held)->mutex);
    (*held)->connection = nullptr;
}

} // namespace app::transport
