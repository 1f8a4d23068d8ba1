#pragma once

#include "twin/desk/desk_store.h"
#include "twin/support/clock.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace twin::desk {

/// The log as one seat knows it now. Immutable.
struct DeskLog
{
    std::vector<EntryPtr> entries; ///< saved, by place
    std::vector<EntryPtr> pending; ///< written here, not saved yet, oldest first
    std::string error;             ///< why the store cannot be reached now; empty: it can
    std::string readOnly;          ///< why this seat may not write; empty: it may
    std::uint64_t forgotten = 0;   ///< oldest entries left out of `entries`: there were too many to hold
    bool isLoaded = false;         ///< everything that was there at the start is in `entries`
    bool isSession = false;        ///< there is no store: it ends with the program
};

using DeskLogPtr = std::shared_ptr<const DeskLog>;

/// One seat: what it writes goes to the store from a queue in memory, what others write comes from there
/// within a tenth of a second or two. A store that is away is tried again every second; meanwhile what was
/// written is shown as not saved yet, and its numbers see to it that trying again doubles nothing. Thread
/// safe.
class DeskService
{
  public:
    static constexpr std::size_t kMaxPending = 10'000;          ///< entries waiting for the store
    static constexpr std::uint64_t kMaxHeldBytes = 128U << 20U; ///< of entries in memory

    using Opener = std::function<Result<std::unique_ptr<DeskStore>>()>;

    /// A seat without a store.
    explicit DeskService(std::string seat, std::shared_ptr<const Clock> clock = nullptr);
    /// @param open the store; called on the service's thread, again after every failure
    DeskService(std::string seat, Opener open, std::shared_ptr<const Clock> clock = nullptr);
    /// Tries once more to save what is pending, then ends.
    ~DeskService();

    DeskService(const DeskService&) = delete;
    DeskService& operator=(const DeskService&) = delete;

    [[nodiscard]] const std::string& seat() const { return m_seat; }

    /// By this seat's clock.
    [[nodiscard]] TimeNs now() const { return m_clock->now(); }

    /// Never null; another object after every change.
    [[nodiscard]] DeskLogPtr log() const;

    /// Takes the entry as written now by this seat and gives it back so; it is in `log` at once. `order`,
    /// `seat` (but that of a Lapse), `number` and `time` are filled in; a number that is given stays. Errors:
    /// those of checkEntry; Io (this seat may only read), TooLarge (kMaxPending).
    [[nodiscard]] Result<Entry> write(Entry entry);

    /// Documents go straight to the store, beside the log; the call waits for it. Errors: those of DeskStore.
    [[nodiscard]] Result<DocumentInfo> putDocument(Document document, std::uint64_t after);
    [[nodiscard]] Result<std::vector<DocumentInfo>> documents();
    [[nodiscard]] Result<Document> document(const std::string& name, std::uint64_t version = 0);
    [[nodiscard]] Result<DocumentInfo> removeDocument(const std::string& name, std::uint64_t after);

    /// Saves what is pending if it can within the time, and ends; called by the destructor. What could not be
    /// saved stays in `log().pending`.
    void stop();

  private:
    void run();
    [[nodiscard]] Result<> step();
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> load(std::size_t saved);
    void fail(const Error& error);
    void publish(const std::function<void(DeskLog&)>& change);
    /// `ask(store)`, opened if it has to be.
    template <typename Ask>
    [[nodiscard]] auto withStore(const Ask& ask) -> decltype(ask(std::declval<DeskStore&>()));

    std::string m_seat;
    std::shared_ptr<const Clock> m_clock;
    Opener m_open;

    std::mutex m_storeMutex; ///< over the store and what is read of it; held while it is asked
    std::unique_ptr<DeskStore> m_store;
    std::uint64_t m_last = 0; ///< place of the newest entry read
    std::uint64_t m_heldBytes = 0;

    mutable std::mutex m_mutex; ///< over what follows; held for copies only
    std::condition_variable m_wake;
    DeskLogPtr m_log;
    bool m_hasWork = false;
    bool m_stopping = false;
    std::thread m_thread; ///< none without a store
};

} // namespace twin::desk
