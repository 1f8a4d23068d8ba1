#include "twin/desk/desk_service.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace twin::desk {

namespace {

constexpr std::chrono::milliseconds kBeat{100};    ///< how often the store is asked for news
constexpr std::chrono::milliseconds kRetry{1'000}; ///< after a failure
constexpr std::size_t kReadAtOnce = 5'000;         ///< entries

std::uint64_t bytesOf(const Entry& entry)
{
    return sizeof(Entry) + entry.seat.size() + entry.item.size() + entry.entity.size() + entry.text.size();
}

} // namespace

DeskService::DeskService(std::string seat, std::shared_ptr<const Clock> clock)
    : m_seat(std::move(seat))
    , m_clock(clock != nullptr ? std::move(clock) : std::make_shared<const SystemClock>())
    , m_store(sessionDesk())
{
    auto log = std::make_shared<DeskLog>();
    log->isLoaded = true;
    log->isSession = true;
    m_log = std::move(log);
}

DeskService::DeskService(std::string seat, Opener open, std::shared_ptr<const Clock> clock)
    : m_seat(std::move(seat))
    , m_clock(clock != nullptr ? std::move(clock) : std::make_shared<const SystemClock>())
    , m_open(std::move(open))
    , m_log(std::make_shared<const DeskLog>())
    , m_thread([this] { run(); })
{}

DeskService::~DeskService()
{
    stop();
}

void DeskService::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

DeskLogPtr DeskService::log() const
{
    const std::scoped_lock lock(m_mutex);
    return m_log;
}

Result<Entry> DeskService::write(Entry entry)
{
    entry.order = 0;
    entry.seat = entry.kind == EntryKind::Lapse ? kConsoleSeat : m_seat;
    entry.number = entry.number != 0 ? entry.number : newEntryNumber();
    entry.time = m_clock->now();
    if (auto checked = checkEntry(entry); !checked) {
        return failure(std::move(checked.error()));
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_log->readOnly.empty()) {
            return failure(ErrorCode::Io, m_log->readOnly);
        }
        if (m_log->pending.size() >= kMaxPending) {
            return failure(ErrorCode::TooLarge, std::to_string(kMaxPending) +
                                                    " entries wait for the store already: " + m_log->error);
        }
        auto next = std::make_shared<DeskLog>(*m_log);
        next->pending.push_back(std::make_shared<const Entry>(entry));
        m_log = std::move(next);
        m_hasWork = true;
    }
    if (m_thread.joinable()) {
        m_wake.notify_all();
        return entry;
    }
    const std::scoped_lock lock(m_storeMutex);
    auto done = step();
    if (!done) {
        return failure(std::move(done.error()));
    }
    return entry;
}

void DeskService::run()
{
    auto patience = kBeat;
    for (;;) {
        bool isLast = false;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, patience,
                            [&] { return m_stopping || (m_hasWork && m_log->error.empty()); });
            m_hasWork = false;
            isLast = m_stopping;
        }
        {
            const std::scoped_lock lock(m_storeMutex);
            auto done = step();
            while (isLast && done && !log()->pending.empty()) {
                done = step(); // a step saves one batch
            }
            patience = done ? kBeat : kRetry;
            if (!done) {
                fail(done.error());
            }
        }
        if (isLast) {
            return;
        }
    }
}

/// Saves what is pending and reads what is new. Precondition: m_storeMutex is held.
Result<> DeskService::step()
{
    const bool isNew = m_store == nullptr;
    if (isNew) {
        if (auto opened = open(); !opened) {
            return opened;
        }
    }
    std::vector<EntryPtr> batch;
    {
        const std::scoped_lock lock(m_mutex);
        const auto& pending = m_log->pending;
        batch.assign(pending.begin(),
                     pending.begin() + static_cast<std::ptrdiff_t>(std::min(pending.size(), kMaxAppend)));
    }
    if (!batch.empty()) {
        std::vector<Entry> entries;
        for (const EntryPtr& entry : batch) {
            entries.push_back(*entry);
        }
        auto saved = m_store->append(entries);
        if (!saved) {
            return failure(std::move(saved.error()));
        }
    }
    // Asked even when something was saved: the answer is of the time before what is read now.
    const auto news = m_store->hasNews();
    if (!news) {
        return failure(news.error());
    }
    return isNew || *news || !batch.empty() ? load(batch.size()) : Result<>();
}

Result<> DeskService::open()
{
    auto opened =
        m_open ? m_open()
               : Result<std::unique_ptr<DeskStore>>(failure(ErrorCode::Internal, "the session has no log"));
    if (!opened) {
        return failure(std::move(opened.error()));
    }
    m_store = std::move(*opened);
    const auto may = m_store->canWrite();
    publish([&](DeskLog& log) { log.readOnly = may ? std::string() : may.error().reason; });
    return {};
}

/// Reads on to the end; `saved` entries at the front of what is pending are among what is read.
Result<> DeskService::load(std::size_t saved)
{
    std::vector<EntryPtr> fresh;
    std::uint64_t last = m_last;
    std::uint64_t bytes = 0;
    for (;;) {
        auto read = m_store->entries(last, kReadAtOnce);
        if (!read) {
            return failure(std::move(read.error())); // and all of it is read again
        }
        for (Entry& entry : *read) {
            last = entry.order;
            bytes += bytesOf(entry);
            fresh.push_back(std::make_shared<const Entry>(std::move(entry)));
        }
        if (read->size() < kReadAtOnce) {
            break;
        }
    }
    const DeskLogPtr before = log();
    if (fresh.empty() && saved == 0 && before->isLoaded && before->error.empty()) {
        return {}; // a telemetry commit, or the look of every second: nobody need copy or draw anything
    }
    m_last = last;
    m_heldBytes += bytes;
    publish([&](DeskLog& next) {
        next.entries.insert(next.entries.end(), fresh.begin(), fresh.end());
        next.pending.erase(next.pending.begin(), next.pending.begin() + static_cast<std::ptrdiff_t>(saved));
        next.error.clear();
        next.isLoaded = true;
        // A slice at a time: losing one entry with every new one would have all seats make everything anew
        // each time.
        const bool isOver = m_heldBytes > kMaxHeldBytes || next.entries.size() > kMaxEntries;
        std::size_t spare = 0;
        while (isOver && spare < next.entries.size() &&
               (m_heldBytes > kMaxHeldBytes - kMaxHeldBytes / 20 ||
                next.entries.size() - spare > kMaxEntries - kMaxEntries / 20)) {
            m_heldBytes -= bytesOf(*next.entries[spare++]);
        }
        next.forgotten += spare;
        next.entries.erase(next.entries.begin(), next.entries.begin() + static_cast<std::ptrdiff_t>(spare));
    });
    return {};
}

/// The connection is made anew; what was written and is not known to be saved is sent again.
void DeskService::fail(const Error& error)
{
    m_store.reset();
    const std::string text = error.text();
    if (log()->error != text) {
        publish([&](DeskLog& log) { log.error = text; });
    }
}

void DeskService::publish(const std::function<void(DeskLog&)>& change)
{
    const std::scoped_lock lock(m_mutex);
    auto next = std::make_shared<DeskLog>(*m_log);
    change(*next);
    m_log = std::move(next);
}

template <typename Ask>
auto DeskService::withStore(const Ask& ask) -> decltype(ask(std::declval<DeskStore&>()))
{
    const std::scoped_lock lock(m_storeMutex);
    if (m_store == nullptr) {
        if (auto opened = open(); !opened) {
            return failure(std::move(opened.error()));
        }
    }
    auto answer = ask(*m_store);
    if (!answer && answer.error().code == ErrorCode::Io && m_open) {
        fail(answer.error());
    }
    return answer;
}

Result<DocumentInfo> DeskService::putDocument(Document document, std::uint64_t after)
{
    document.info.author = m_seat;
    document.info.time = m_clock->now();
    return withStore([&](DeskStore& store) { return store.putDocument(document, after); });
}

Result<std::vector<DocumentInfo>> DeskService::documents()
{
    return withStore([](DeskStore& store) { return store.documents(); });
}

Result<Document> DeskService::document(const std::string& name, std::uint64_t version)
{
    return withStore([&](DeskStore& store) { return store.document(name, version); });
}

Result<DocumentInfo> DeskService::removeDocument(const std::string& name, std::uint64_t after)
{
    const DocumentInfo by{name, 0, m_seat, m_clock->now(), {}, 0};
    return withStore([&](DeskStore& store) { return store.removeDocument(by, after); });
}

} // namespace twin::desk
