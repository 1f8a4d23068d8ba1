#pragma once

#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app::transport {

/// A message of a bus, as its reader holds it. `subject` and `payload` live until the message is settled.
struct BusMessage
{
    std::uint64_t id = 0; ///< the reader's own number for it
    std::string_view subject;
    std::string_view payload;
};

/// What became of a message.
struct SettledMessage
{
    std::uint64_t id = 0;
    bool isKept = false; ///< all of it that can be kept is committed; false = nothing of it ever will be
    std::string problem; ///< what of it was refused, and why; empty = nothing was
};

/// What the payloads of a subject mean: makes them a source's frames and says when the journal has them, so
/// that the reader tells the bus only then. Lives on its reader's thread; never blocks but in `wait`.
class MessageHandler
{
  public:
    MessageHandler() = default;
    MessageHandler(const MessageHandler&) = delete;
    MessageHandler& operator=(const MessageHandler&) = delete;
    virtual ~MessageHandler() = default;

    /// Takes a message, good or bad. Precondition: !isFull().
    virtual void take(const BusMessage& message) = 0;

    /// The engine has no room: take nothing more until `settle` made some.
    [[nodiscard]] virtual bool isFull() const = 0;

    /// Goes on with what waits; the messages whose fate is known since the last call, in any order.
    [[nodiscard]] virtual std::vector<SettledMessage> settle() = 0;

    /// Returns when there may be something to settle, or after `timeout`.
    virtual void wait(twin::TimeNs timeout) = 0;

    /// Forgets what is not settled; nothing of it is looked at any more.
    virtual void close() = 0;
};

} // namespace app::transport
