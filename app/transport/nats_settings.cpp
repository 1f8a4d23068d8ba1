#include "app/transport/nats_settings.h"

#include "app/transport/loopback.h"
#include "twin/support/file_io.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace app::transport {

namespace {

using twin::ErrorCode;
using twin::failure;
using twin::Result;

constexpr std::uint64_t kCredentialsBound = 64U << 10U;
constexpr std::size_t kMaxServers = 16;
constexpr std::size_t kMaxConsumerName = 64;
constexpr std::int64_t kReconnectWait_ms = 250;
constexpr std::int64_t kTimeout_ms = 2'000;
constexpr std::int64_t kPing_ms = 10'000;
constexpr std::string_view kCredsHeader = "-----BEGIN NATS USER JWT-----";

struct Server
{
    std::string url;
    bool isTls = false;
};

tl::unexpected<twin::Error> badUrl(std::string_view url, const std::string& why)
{
    return failure(ErrorCode::BadInput, "'" + std::string(url) + "' " + why);
}

Result<Server> readServer(std::string_view url)
{
    std::string_view rest = url;
    const bool isTls = rest.starts_with("tls://");
    if (const auto scheme = rest.find("://"); scheme != std::string_view::npos) {
        if (!isTls && !rest.starts_with("nats://")) {
            return badUrl(url.substr(0, scheme), "is not a scheme of NATS: nats or tls");
        }
        rest.remove_prefix(scheme + 3);
    }
    if (rest.find('@') != std::string_view::npos) { // and not a word of it in the message
        return failure(ErrorCode::BadInput, "credentials do not belong in a URL: --nats-credentials FILE");
    }
    const auto colon = rest.rfind(':');
    const bool hasPort = colon != std::string_view::npos && rest.find(']', colon) == std::string_view::npos;
    const std::string_view host = hasPort ? rest.substr(0, colon) : rest;
    if (host.empty() || host.find_first_of(" /?#") != std::string_view::npos) {
        return badUrl(url, "is not a URL like nats://127.0.0.1:4222");
    }
    if (!isTls && !isLoopbackHost(host)) {
        return badUrl(url, "is beyond loopback: there it is tls://, with --tls-ca");
    }
    return Server{std::string(isTls ? "tls://" : "nats://") + std::string(rest), isTls};
}

Result<std::vector<Server>> readServers(std::string_view urls)
{
    std::vector<Server> out;
    while (!urls.empty()) {
        const std::string_view one = urls.substr(0, urls.find(','));
        urls.remove_prefix(std::min(urls.size(), one.size() + 1));
        auto server = readServer(one);
        if (!server) {
            return failure(std::move(server.error()));
        }
        out.push_back(std::move(*server));
    }
    if (out.empty() || out.size() > kMaxServers) {
        return failure(ErrorCode::BadInput, "one to 16 NATS servers, joined by commas");
    }
    return out;
}

Result<> checkConsumer(const std::string& name)
{
    const bool isGood = !name.empty() && name.size() <= kMaxConsumerName &&
                        name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                               "0123456789_-") == std::string::npos;
    return isGood ? Result<>()
                  : failure(ErrorCode::BadInput,
                            "a consumer's name has 1 to 64 letters, digits, '-' and '_', not '" + name + "'");
}

Result<> setCredentials(natsOptions* options, const std::string& path)
{
    auto text = twin::readFile(path, kCredentialsBound);
    if (!text) {
        return failure(std::move(text.error()));
    }
    if (text->find(kCredsHeader) != std::string::npos) {
        const natsStatus set = natsOptions_SetUserCredentialsFromFiles(options, path.c_str(), nullptr);
        return set == NATS_OK ? Result<>() : nats::failed(set);
    }
    const std::string line = text->substr(0, text->find_first_of("\r\n"));
    const auto colon = line.find(':');
    if (colon == std::string::npos || colon == 0) {
        return twin::failureAt(ErrorCode::BadInput, path, 1,
                               "neither a .creds file nor a line USER:PASSWORD");
    }
    const natsStatus set =
        natsOptions_SetUserInfo(options, line.substr(0, colon).c_str(), line.substr(colon + 1).c_str());
    return set == NATS_OK ? Result<>() : nats::failed(set);
}

Result<> setTls(natsOptions* options, const TlsSettings& tls)
{
    if (tls.authorityFile.empty() || tls.certificateFile.empty() != tls.keyFile.empty()) {
        return failure(ErrorCode::BadInput,
                       "tls:// needs --tls-ca, and --tls-cert and --tls-key together or not at all");
    }
    natsStatus set = natsOptions_SetSecure(options, true);
    if (set == NATS_OK) {
        set = natsOptions_LoadCATrustedCertificates(options, tls.authorityFile.c_str());
    }
    if (set != NATS_OK) {
        return twin::failureAt(ErrorCode::BadInput, tls.authorityFile, 0, nats::problem(set));
    }
    if (!tls.certificateFile.empty()) {
        set = natsOptions_LoadCertificatesChain(options, tls.certificateFile.c_str(), tls.keyFile.c_str());
    }
    return set == NATS_OK ? Result<>()
                          : twin::failureAt(ErrorCode::BadInput, tls.certificateFile, 0, nats::problem(set));
}

natsStatus setPatience(natsOptions* options)
{
    natsOptions_SetName(options, "suanwang");
    natsOptions_SetTimeout(options, kTimeout_ms);
    natsOptions_SetPingInterval(options, kPing_ms);
    natsOptions_SetAllowReconnect(options, true);
    natsOptions_SetMaxReconnect(options, -1);
    natsOptions_SetReconnectWait(options, kReconnectWait_ms);
    natsOptions_SetFailRequestsOnDisconnect(options, true);
    // The first connection is NatsLink's to try again: the library's own way of doing so says of a
    // certificate that was refused only that there is no server.
    return natsOptions_UseGlobalMessageDelivery(options, false);
}

} // namespace

Result<nats::Owned<natsOptions>> natsOptionsOf(const NatsSettings& settings)
{
    const auto servers = readServers(settings.url);
    if (!servers) {
        return failure(servers.error());
    }
    if (auto name = checkConsumer(settings.consumer); !name) {
        return failure(std::move(name.error()));
    }
    natsOptions* made = nullptr;
    if (const natsStatus status = natsOptions_Create(&made); status != NATS_OK) {
        return nats::failed(status);
    }
    nats::Owned<natsOptions> options(made);
    std::vector<const char*> urls;
    for (const Server& server : *servers) {
        urls.push_back(server.url.c_str());
    }
    natsStatus set = natsOptions_SetServers(made, urls.data(), static_cast<int>(urls.size()));
    if (set == NATS_OK) {
        set = setPatience(made);
    }
    if (set != NATS_OK) {
        return failure(ErrorCode::BadInput, settings.url + ": " + nats::problem(set));
    }
    if (std::ranges::any_of(*servers, &Server::isTls)) {
        if (auto tls = setTls(made, settings.tls); !tls) {
            return failure(std::move(tls.error()));
        }
    }
    if (!settings.credentialsFile.empty()) {
        if (auto credentials = setCredentials(made, settings.credentialsFile); !credentials) {
            return failure(std::move(credentials.error()));
        }
    }
    return options;
}

} // namespace app::transport
