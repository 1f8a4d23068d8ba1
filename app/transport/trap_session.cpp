#include "app/transport/trap_session.h"

#include "app/transport/socket_address.h"
#include "app/transport/trap_values.h"

// The library's own header wants these before it.
#include <net-snmp/library/large_fd_set.h>
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace app::transport {

namespace {

constexpr int kReceiveBuffer = 8 << 20; ///< bytes asked of the kernel, against storms
constexpr oid kUpTime[] = {1, 3, 6, 1, 2, 1, 1, 3, 0};
constexpr oid kTrapName[] = {1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0};

std::atomic<bool> g_isOpen{false};

/// Once in a process. Nothing is read from or written to the machine's own SNMP configuration, no MIBs are
/// loaded, nothing is logged.
void startLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] {
        for (const int setting :
             {NETSNMP_DS_LIB_DONT_READ_CONFIGS, NETSNMP_DS_LIB_DONT_PERSIST_STATE,
              NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD, NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE,
              NETSNMP_DS_LIB_DONT_LOAD_HOST_FILES}) {
            netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, setting, 1);
        }
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_MIB_ERRORS, 0);
        ::setenv("MIBS", "", 1);               // the one way to load none
        set_persistent_directory("/dev/null"); // it makes folders even where nothing is kept
        snmp_disable_log();
        snmp_enable_calllog(); // to nobody: without any handler it writes to standard error
        init_snmp("suanwang");
    });
}

template <std::size_t N> bool isNamed(const netsnmp_variable_list& variable, const oid (&name)[N])
{
    return snmp_oid_compare(variable.name, variable.name_length, name, N) == 0;
}

/// Why the library's security did not take a datagram, by the counter of RFC 3414 that grew: its error codes
/// do not tell.
struct Refusal
{
    u_int statistic;
    const char* counter;
    const char* reason;
};

constexpr std::array<Refusal, 7> kRefusals{{
    {STAT_USMSTATSUNKNOWNUSERNAMES, "trap_unknown_user", "an SNMPv3 user that is not known"},
    {STAT_USMSTATSUNKNOWNENGINEIDS, "trap_unknown_engine", "an SNMPv3 engine that is not known"},
    {STAT_USMSTATSWRONGDIGESTS, "trap_wrong_key", "an SNMPv3 message with a wrong key"},
    {STAT_USMSTATSDECRYPTIONERRORS, "trap_wrong_key", "an SNMPv3 message that cannot be decrypted"},
    {STAT_USMSTATSNOTINTIMEWINDOWS, "trap_not_in_time",
     "an old SNMPv3 message: it is replayed, or the engine's clock jumped"},
    {STAT_USMSTATSUNSUPPORTEDSECLEVELS, "trap_security_level",
     "a security level the SNMPv3 user does not have"},
    {STAT_SNMPINBADVERSIONS, "trap_version", "an SNMP version that is not taken"},
}};

using Statistics = std::array<u_int, kRefusals.size()>;

Statistics statistics()
{
    Statistics out;
    std::ranges::transform(kRefusals, out.begin(),
                           [](const Refusal& refusal) { return snmp_get_statistic(refusal.statistic); });
    return out;
}

class Session final : public TrapSession
{
  public:
    Session(bool isLoopback, TrapAccess access, TrapEvents events)
        : m_isLoopback(isLoopback)
        , m_access(std::move(access))
        , m_events(std::move(events))
    {}

    ~Session() override
    {
        if (m_session != nullptr) {
            snmp_sess_close(m_session);
        }
        while (struct usmUser* user = usm_get_userList()) {
            usm_remove_user(user);
            usm_free_user(user);
        }
        g_isOpen.store(false);
    }

    [[nodiscard]] twin::Result<> open(const std::string& host, std::uint16_t port);

    [[nodiscard]] int socket() const override { return m_transport->sock; }

    [[nodiscard]] std::uint16_t port() const override { return m_port; }

    void read() override;
    [[nodiscard]] std::uint32_t dropped() const override;

    void* handle() { return m_session; }

  private:
    static int received(int operation, netsnmp_session* session, int request, netsnmp_pdu* pdu, void* self);
    static int beforeParse(netsnmp_session* session, netsnmp_transport* transport, void* address, int length);
    static int afterParse(netsnmp_session* session, netsnmp_pdu* pdu, int result);

    void noteFailure(int result, int error);
    [[nodiscard]] bool mayCome(const netsnmp_pdu& pdu);
    void take(netsnmp_pdu& pdu);

    void refuse(const char* counter, const std::string& reason) { m_events.refused(counter, reason, m_peer); }

    const bool m_isLoopback;
    const TrapAccess m_access;
    const TrapEvents m_events;
    netsnmp_transport* m_transport = nullptr; ///< the session's
    void* m_session = nullptr;
    std::uint16_t m_port = 0;
    std::string m_peer; ///< of the datagram being read
    Statistics m_before{};
};

class Inform final : public TrapInform
{
  public:
    Inform(Session& session, netsnmp_pdu* reply)
        : m_session(session)
        , m_reply(reply)
    {}

    ~Inform() override
    {
        if (m_reply != nullptr) {
            snmp_free_pdu(m_reply);
        }
    }

    void answer() override
    {
        netsnmp_pdu* reply = std::exchange(m_reply, nullptr);
        if (reply != nullptr && snmp_sess_send(m_session.handle(), reply) == 0) {
            snmp_free_pdu(reply);
        }
    }

  private:
    Session& m_session;
    netsnmp_pdu* m_reply;
};

/// For informs the user belongs to our own engine, for traps to the device's.
bool addUser(const TrapUser& user, const std::string& engine)
{
    std::string line = engine.empty() ? "" : "-e 0x" + engine + " ";
    line += user.name + " " + user.auth + " \"" + user.authPassphrase + "\"";
    if (user.level == TrapSecurity::AuthPriv) {
        line += " " + user.priv + " \"" + user.privPassphrase + "\"";
    }
    const auto count = [] {
        std::size_t users = 0;
        for (struct usmUser* at = usm_get_userList(); at != nullptr; at = at->next) {
            ++users;
        }
        return users;
    };
    const std::size_t before = count();
    usm_parse_create_usmUser("createUser", line.data());
    std::fill(line.begin(), line.end(), '\0');
    return count() > before;
}

twin::Result<> addUsers(const TrapAccess& access)
{
    for (const TrapUser& user : access.users) {
        bool isAdded = addUser(user, "");
        for (const std::string& engine : user.engines) {
            isAdded = addUser(user, engine) && isAdded;
        }
        if (!isAdded) {
            return twin::failure(twin::ErrorCode::BadInput,
                                 "the SNMPv3 user '" + user.name + "' stands twice or is refused");
        }
    }
    return {};
}

twin::Result<> Session::open(const std::string& host, std::uint16_t port)
{
    if (auto added = addUsers(m_access); !added) {
        return added;
    }
    const auto address = socketAddress(host, port);
    if (!address) {
        return twin::failure(twin::ErrorCode::BadInput, "'" + host + "' is no address");
    }
    const bool isIpv6 = address->isIpv6();
    const std::string plain = hostText(address->get());
    const std::string where =
        (isIpv6 ? "udp6:[" + plain + "]:" : "udp:" + plain + ":") + std::to_string(port);
    netsnmp_transport* transport = netsnmp_tdomain_transport(where.c_str(), 1, isIpv6 ? "udp6" : "udp");
    if (transport == nullptr) {
        return twin::failure(twin::ErrorCode::Io, "cannot listen for traps on " + host + ":" +
                                                      std::to_string(port) + " (in use, or not permitted)");
    }
    ::setsockopt(transport->sock, SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof kReceiveBuffer);
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(transport->sock, reinterpret_cast<sockaddr*>(&bound), &size) == 0) {
        m_port = ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&bound)->sin6_port
                                                   : reinterpret_cast<const sockaddr_in*>(&bound)->sin_port);
    }
    netsnmp_session wanted;
    snmp_sess_init(&wanted);
    wanted.version = SNMP_DEFAULT_VERSION;
    wanted.community_len = SNMP_DEFAULT_COMMUNITY_LEN;
    wanted.callback = received;
    wanted.callback_magic = this;
    wanted.isAuthoritative = SNMP_SESS_UNKNOWNAUTH;
    m_transport = transport; // the session owns it from here, also when it fails
    m_session = snmp_sess_add(&wanted, transport, beforeParse, afterParse);
    if (m_session == nullptr) {
        return twin::failure(twin::ErrorCode::Io, "cannot listen for traps on " + host);
    }
    return {};
}

void Session::read()
{
    netsnmp_large_fd_set ready;
    netsnmp_large_fd_set_init(&ready, FD_SETSIZE);
    netsnmp_large_fd_setfd(m_transport->sock, &ready);
    snmp_sess_read2(m_session, &ready);
    netsnmp_large_fd_set_cleanup(&ready);
}

std::uint32_t Session::dropped() const
{
    std::array<std::uint32_t, SK_MEMINFO_VARS> memory{};
    socklen_t size = sizeof memory;
    const int got = ::getsockopt(m_transport->sock, SOL_SOCKET, SO_MEMINFO, memory.data(), &size);
    return got == 0 ? memory[SK_MEMINFO_DROPS] : 0;
}

/// "UDP: [192.0.2.1]:4711->[127.0.0.1]:162"
std::string peerOf(netsnmp_transport* transport, void* address, int length)
{
    char* text = transport->f_fmtaddr != nullptr ? transport->f_fmtaddr(transport, address, length) : nullptr;
    if (text == nullptr) {
        return "?";
    }
    const std::string all(text);
    std::free(text);
    const std::size_t open = all.find('[');
    const std::size_t close = all.find(']', open == std::string::npos ? 0 : open);
    return open != std::string::npos && close != std::string::npos ? all.substr(open + 1, close - open - 1)
                                                                   : "?";
}

int Session::beforeParse(netsnmp_session* session, netsnmp_transport* transport, void* address, int length)
{
    auto& my = *static_cast<Session*>(session->callback_magic);
    my.m_peer = peerOf(transport, address, length);
    my.m_before = statistics();
    return 1;
}

int Session::afterParse(netsnmp_session* session, netsnmp_pdu*, int result)
{
    if (result != 0) {
        static_cast<Session*>(session->callback_magic)->noteFailure(result, session->s_snmp_errno);
    }
    return result == 0 ? 1 : 0;
}

void Session::noteFailure(int result, int error)
{
    if (result == SNMPERR_USM_NOTINTIMEWINDOW) { // of another engine's message no statistic grows
        refuse("trap_not_in_time", "an old SNMPv3 message: it is replayed, or the engine's clock jumped");
        return;
    }
    const Statistics now = statistics();
    for (std::size_t i = 0; i < kRefusals.size(); ++i) {
        if (now[i] != m_before[i]) {
            refuse(kRefusals[i].counter, kRefusals[i].reason);
            return;
        }
    }
    if (error == SNMPERR_BAD_VERSION) {
        refuse("trap_version", "an SNMP version that is not taken");
        return;
    }
    const char* why = snmp_api_errstring(error);
    refuse("trap_malformed", std::string("not an SNMP message: ") + (why != nullptr ? why : "?"));
}

/// Whether this sender may say anything at all.
bool Session::mayCome(const netsnmp_pdu& pdu)
{
    if (pdu.version == SNMP_VERSION_2c) {
        if (!m_isLoopback) {
            refuse("trap_not_private", "SNMPv2c beyond loopback");
            return false;
        }
        const std::string community(reinterpret_cast<const char*>(pdu.community), pdu.community_len);
        if (std::ranges::find(m_access.communities, community) == m_access.communities.end()) {
            refuse("trap_wrong_community", "a community that is not known");
            return false;
        }
        return true;
    }
    if (pdu.version != SNMP_VERSION_3) {
        refuse("trap_version", "an SNMPv1 trap: SNMPv2c and SNMPv3 only");
        return false;
    }
    const std::string name(pdu.securityName != nullptr ? pdu.securityName : "", pdu.securityNameLen);
    const auto user = std::ranges::find(m_access.users, name, &TrapUser::name);
    if (user == m_access.users.end()) {
        refuse("trap_unknown_user", "an SNMPv3 user that is not known");
        return false;
    }
    if (pdu.securityLevel < static_cast<int>(user->level)) {
        refuse("trap_security_level", "SNMPv3 user " + name + " with less security than agreed");
        return false;
    }
    if (!m_isLoopback && pdu.securityLevel < static_cast<int>(TrapSecurity::AuthPriv)) {
        refuse("trap_not_private", "SNMPv3 without privacy beyond loopback");
        return false;
    }
    return true;
}

void Session::take(netsnmp_pdu& pdu)
{
    twin::ingest::TrapMessage out;
    out.peer = m_peer;
    for (const netsnmp_variable_list* at = pdu.variables; at != nullptr; at = at->next_variable) {
        if (isNamed(*at, kUpTime) && at->type == ASN_TIMETICKS && at->val.integer != nullptr) {
            out.uptime_cs = static_cast<unsigned long>(*at->val.integer) & 0xFFFFFFFFUL;
        } else if (isNamed(*at, kTrapName) && at->type == ASN_OBJECT_ID) {
            out.name = trapIdentifier(at->val.objid, at->val_len / sizeof(oid));
        } else if (out.variables.size() < twin::ingest::kMaxTrapVarbinds) {
            out.variables.emplace_back(trapIdentifier(at->name, at->name_length), trapValue(*at));
        }
    }
    if (out.name.empty()) {
        refuse("trap_malformed", "a trap without snmpTrapOID.0");
        return;
    }
    std::unique_ptr<TrapInform> inform;
    if (pdu.command == SNMP_MSG_INFORM) {
        netsnmp_pdu* reply = snmp_clone_pdu(&pdu);
        if (reply == nullptr) {
            return; // no memory: it comes again
        }
        reply->command = SNMP_MSG_RESPONSE;
        reply->errstat = 0;
        reply->errindex = 0;
        inform = std::make_unique<Inform>(*this, reply);
    }
    m_events.received(std::move(out), std::move(inform));
}

int Session::received(int operation, netsnmp_session*, int, netsnmp_pdu* pdu, void* self)
{
    auto& my = *static_cast<Session*>(self);
    const bool isMessage = operation == NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE && pdu != nullptr;
    // Neither a report of another engine nor one that the library made of what it refused (type 0) is for us.
    const bool isReport = isMessage && (pdu->command == SNMP_MSG_REPORT || pdu->command == 0);
    if (!isMessage || isReport || !my.mayCome(*pdu)) {
        return 1;
    }
    if (pdu->command != SNMP_MSG_TRAP2 && pdu->command != SNMP_MSG_INFORM) {
        my.refuse("trap_not_a_trap", "an SNMP request that is neither trap nor inform");
        return 1;
    }
    my.take(*pdu);
    return 1;
}

} // namespace

twin::Result<std::unique_ptr<TrapSession>> TrapSession::open(const std::string& host, std::uint16_t port,
                                                             bool isLoopback, TrapAccess access,
                                                             TrapEvents events)
{
    if (g_isOpen.exchange(true)) {
        return twin::failure(twin::ErrorCode::Invalid, "this program listens for traps already");
    }
    startLibrary();
    auto out = std::make_unique<Session>(isLoopback, std::move(access), std::move(events));
    if (auto opened = out->open(host, port); !opened) {
        return twin::failure(std::move(opened.error()));
    }
    return std::unique_ptr<TrapSession>(std::move(out));
}

} // namespace app::transport
