#include "twin/history/pg_connection.h"

#include "twin/history/pg_wire.h"
#include "twin/history/store_location.h"

#include <libpq-fe.h>

#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace twin::history {

namespace {

constexpr const char* kConnectTimeout = "5"; ///< seconds
constexpr std::size_t kSendBytes = 256U << 10U;
constexpr std::size_t kMostPrepared = 256;

/// Settings of our own go first, so that the location overrides them.
PGconn* connect(const std::string& location)
{
    const std::array<const char*, 6> names{"connect_timeout", "fallback_application_name",
                                           "keepalives_idle", "tcp_user_timeout",
                                           "dbname",          nullptr};
    const std::array<const char*, 6> values{kConnectTimeout, "suanwang",       "10",
                                            "30000",         location.c_str(), nullptr};
    return PQconnectdbParams(names.data(), values.data(), 1);
}

/// Why a location cannot be read; none: it can. The library quotes what it does not understand, which may be
/// a piece of a password: what it quotes is left out.
std::optional<std::string> badLocation(const std::string& location)
{
    char* reason = nullptr;
    PQconninfoOption* options = PQconninfoParse(location.c_str(), &reason);
    if (options != nullptr) {
        PQconninfoFree(options);
        return std::nullopt;
    }
    std::string out = reason != nullptr ? oneLine(reason) : std::string("out of memory");
    PQfreemem(reason);
    if (const std::size_t quoted = out.find('"'); quoted != std::string::npos) {
        out.resize(quoted);
    }
    while (out.ends_with(' ') || out.ends_with(':')) {
        out.pop_back();
    }
    return out;
}

} // namespace

struct PgConnection::Impl : PgWire
{
    std::unordered_map<std::string, std::string> prepared; ///< name by text

    Result<std::string> prepare(const std::string& sql, const PgValues& values, const std::stop_token& stop);
    Result<> send(const std::string& sql, const PgValues& values, const std::stop_token& stop);
};

Result<std::string> PgConnection::Impl::prepare(const std::string& sql, const PgValues& values,
                                                const std::stop_token& stop)
{
    if (const auto found = prepared.find(sql); found != prepared.end()) {
        return found->second;
    }
    if (prepared.size() >= kMostPrepared) {
        return std::string(); // the unnamed one, which is planned each time
    }
    std::vector<Oid> types;
    for (const PgValues::Value& value : values.m_values) {
        types.push_back(value.type);
    }
    const std::string given = "q" + std::to_string(prepared.size());
    if (PQsendPrepare(connection.get(), given.c_str(), sql.c_str(), static_cast<int>(types.size()),
                      types.data()) == 0) {
        return failed(PQerrorMessage(connection.get()));
    }
    auto done = flush();
    auto made = done ? last(stop) : Result<PgRows>(failure(std::move(done.error())));
    if (!made) {
        return failure(std::move(made.error()));
    }
    return prepared.emplace(sql, given).first->second;
}

Result<> PgConnection::Impl::send(const std::string& sql, const PgValues& values, const std::stop_token& stop)
{
    if (auto ready = settleCancel(); !ready) {
        return ready;
    }
    const auto statement = prepare(sql, values, stop);
    if (!statement) {
        return failure(statement.error());
    }
    std::vector<Oid> types;
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    for (const PgValues::Value& value : values.m_values) {
        types.push_back(value.type);
        pointers.push_back(value.bytes.data());
        lengths.push_back(static_cast<int>(value.bytes.size()));
    }
    const std::vector<int> formats(pointers.size(), 1);
    const int count = static_cast<int>(pointers.size());
    const int sent = statement->empty()
                         ? PQsendQueryParams(connection.get(), sql.c_str(), count, types.data(),
                                             pointers.data(), lengths.data(), formats.data(), 1)
                         : PQsendQueryPrepared(connection.get(), statement->c_str(), count, pointers.data(),
                                               lengths.data(), formats.data(), 1);
    if (sent == 0) {
        return failed(PQerrorMessage(connection.get()));
    }
    return {};
}

PgConnection::PgConnection(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

PgConnection::PgConnection(PgConnection&&) noexcept = default;
PgConnection& PgConnection::operator=(PgConnection&&) noexcept = default;
PgConnection::~PgConnection() = default;

Result<PgConnection> PgConnection::open(const std::string& location, Patience patience)
{
    auto impl = std::make_unique<Impl>();
    impl->location = location;
    impl->name = shownLocation(location);
    impl->patience = patience;
    if (const auto reason = badLocation(location)) {
        return failureAt(ErrorCode::BadInput, impl->name, 0, "not an address of a database: " + *reason);
    }
    impl->connection.reset(connect(location));
    if (impl->connection == nullptr || PQstatus(impl->connection.get()) != CONNECTION_OK) {
        return impl->failed(impl->connection ? PQerrorMessage(impl->connection.get()) : "out of memory");
    }
    PQsetNoticeProcessor(
        impl->connection.get(), [](void*, const char*) {}, nullptr);
    PQsetnonblocking(impl->connection.get(), 1);
    return PgConnection(std::move(impl));
}

void PgConnection::setPatience(Patience patience)
{
    m_impl->patience = patience;
}

Result<> PgConnection::execute(const std::string& sql)
{
    if (auto ready = m_impl->settleCancel(); !ready) {
        return ready;
    }
    if (PQsendQuery(m_impl->connection.get(), sql.c_str()) == 0) {
        return m_impl->failed(PQerrorMessage(m_impl->connection.get()));
    }
    if (auto done = m_impl->flush(); !done) {
        return done;
    }
    const auto rows = m_impl->last({});
    return rows ? Result<>() : Result<>(failure(rows.error()));
}

Result<PgRows> PgConnection::query(const std::string& sql, const PgValues& values,
                                   const std::stop_token& stop)
{
    if (stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    auto sent = m_impl->send(sql, values, stop);
    sent = sent ? m_impl->flush() : std::move(sent);
    if (!sent) {
        return failure(std::move(sent.error()));
    }
    return m_impl->last(stop);
}

Result<std::int64_t> PgConnection::integer(const std::string& sql, const PgValues& values)
{
    const auto rows = query(sql, values);
    if (!rows) {
        return failure(rows.error());
    }
    if (rows->count() == 0) {
        return failureAt(ErrorCode::NotFound, name(), 0, "no such row");
    }
    return rows->integer(0, 0);
}

Result<> PgConnection::forEach(const std::string& sql, const PgValues& values,
                               const std::function<Result<bool>(const PgRows& row)>& visit,
                               const std::stop_token& stop)
{
    if (stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    auto sent = m_impl->send(sql, values, stop);
    if (sent && PQsetSingleRowMode(m_impl->connection.get()) == 0) {
        sent = m_impl->failed("rows cannot be had one by one");
    }
    sent = sent ? m_impl->flush() : std::move(sent);
    if (!sent) {
        return sent;
    }
    while (true) {
        auto rows = m_impl->next(stop);
        if (!rows) {
            return failure(std::move(rows.error()));
        }
        if (rows->get() == nullptr) {
            return {};
        }
        const ExecStatusType status = PQresultStatus(rows->get());
        if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
            auto error = m_impl->failed(rows->get());
            m_impl->drain();
            if (stop.stop_requested() && lastState() == "57014") {
                return failure(ErrorCode::Cancelled, "cancelled");
            }
            return error;
        }
        if (status != PGRES_SINGLE_TUPLE) {
            continue; // the empty answer at the end
        }
        auto goesOn =
            stop.stop_requested() ? Result<bool>(failure(ErrorCode::Cancelled, "cancelled")) : visit(*rows);
        if (!goesOn || !*goesOn) {
            m_impl->cancel();
            m_impl->drain();
            return goesOn ? Result<>() : Result<>(failure(std::move(goesOn.error())));
        }
    }
}

Result<> PgConnection::copy(
    const std::string& sql,
    const std::function<Result<>(PgCopyRows& rows, const std::function<Result<>()>& send)>& fill)
{
    if (auto begun = execute(sql); !begun) {
        return begun;
    }
    PgCopyRows rows;
    const auto send = [&]() -> Result<> {
        return rows.size() >= kSendBytes ? m_impl->sendCopy(rows.take()) : Result<>();
    };
    auto filled = fill(rows, send);
    if (filled) {
        rows.finish();
        filled = m_impl->sendCopy(rows.take());
    }
    if (isLost()) {
        return filled;
    }
    if (PQputCopyEnd(m_impl->connection.get(), filled ? nullptr : "given up") < 0) {
        return m_impl->failed(PQerrorMessage(m_impl->connection.get()));
    }
    auto flushed = m_impl->flush();
    const auto done = flushed ? m_impl->last({}) : Result<PgRows>(failure(flushed.error()));
    if (!filled) {
        return filled;
    }
    return done ? Result<>() : Result<>(failure(done.error()));
}

Result<std::vector<PgNotification>> PgConnection::notifications(Patience patience)
{
    if (m_impl->lost) {
        return m_impl->failed("the connection is lost");
    }
    std::vector<PgNotification> out;
    const auto until = PgWire::Clock::now() + patience;
    do {
        if (auto waited = m_impl->wait(PgWire::Clock::time_point::max(), false); !waited) {
            return failure(std::move(waited.error()));
        }
        while (PGnotify* one = PQnotifies(m_impl->connection.get())) {
            out.push_back({one->relname, one->extra});
            PQfreemem(one);
        }
    } while (out.empty() && PgWire::Clock::now() < until);
    return out;
}

bool PgConnection::isLost() const
{
    return m_impl->lost;
}

const std::string& PgConnection::lastState() const
{
    return m_impl->lastState;
}

const std::string& PgConnection::name() const
{
    return m_impl->name;
}

Result<> transact(PgConnection& connection, const std::function<Result<>()>& work)
{
    if (auto begun = connection.execute("BEGIN"); !begun) {
        return begun;
    }
    auto done = work();
    if (done) {
        done = connection.execute("COMMIT");
    }
    if (!done && !connection.isLost()) {
        static_cast<void>(connection.execute("ROLLBACK"));
    }
    return done;
}

} // namespace twin::history
