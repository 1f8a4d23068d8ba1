#pragma once

#include "app/transport/bell.h"
#include "app/transport/bus_message.h"
#include "twin/support/result.h"

#include <functional>
#include <string_view>
#include <vector>

namespace app::transport {

/// Validates the bytes of a snapshot (.swr) and swaps it in; with an error everything stays as it was.
using RegistryLoader = std::function<twin::Result<>(std::string_view bytes)>;

/// Messages that are registries. Of several that came together only the newest good one is swapped in: a
/// registry is the whole truth, not a change. Each bad one is refused with its reason. One thread, which does
/// the validating.
class RegistryMessages final : public MessageHandler
{
  public:
    explicit RegistryMessages(RegistryLoader loader);

    void take(const BusMessage& message) override;
    [[nodiscard]] bool isFull() const override;
    [[nodiscard]] std::vector<SettledMessage> settle() override;
    void wait(twin::TimeNs timeout) override;
    void close() override;

  private:
    RegistryLoader m_loader;
    std::vector<BusMessage> m_waiting;
    Bell m_bell; ///< never rings: `settle` never leaves anything to wait for
};

} // namespace app::transport
