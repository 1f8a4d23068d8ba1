#include "app/transport/registry_messages.h"

#include <algorithm>
#include <utility>

namespace app::transport {

RegistryMessages::RegistryMessages(RegistryLoader loader)
    : m_loader(std::move(loader))
{}

void RegistryMessages::take(const BusMessage& message)
{
    m_waiting.push_back(message);
}

bool RegistryMessages::isFull() const
{
    return false;
}

std::vector<SettledMessage> RegistryMessages::settle()
{
    std::vector<SettledMessage> out;
    bool isLoaded = false;
    for (auto message = m_waiting.rbegin(); message != m_waiting.rend(); ++message) {
        if (isLoaded) {
            out.push_back({message->id, true, {}}); // a newer one replaced it before anybody saw it
            continue;
        }
        const auto loaded = m_loader(message->payload);
        isLoaded = loaded.has_value();
        out.push_back({message->id, isLoaded, isLoaded ? std::string() : loaded.error().text()});
    }
    std::ranges::reverse(out);
    m_waiting.clear();
    return out;
}

void RegistryMessages::wait(twin::TimeNs timeout)
{
    m_bell.wait(timeout);
}

void RegistryMessages::close()
{
    m_waiting.clear();
}

} // namespace app::transport
