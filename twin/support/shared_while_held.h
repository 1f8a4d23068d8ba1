#pragma once

#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace twin {

/// Values made of shared objects, one for the same objects while somebody holds it and them, however many
/// ask. Any thread; who asks first makes it, the others wait.
template <typename Value, typename... Parts> class SharedWhileHeld
{
  public:
    using ValuePtr = std::shared_ptr<const Value>;

    /// @param make gives a ValuePtr, of these parts. Precondition: none of them is null.
    template <typename Make>
    [[nodiscard]] ValuePtr of(const std::shared_ptr<const Parts>&... parts, Make&& make)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_known, [](const Known& one) { return one.value.expired(); });
        for (const Known& one : m_known) {
            // Addresses may be taken by others later: whoever stands there now must be the one that was
            // meant.
            const auto isSame = [&](const std::weak_ptr<const Parts>&... known) {
                return ((known.lock() == parts) && ...);
            };
            if (std::apply(isSame, one.parts)) {
                if (ValuePtr value = one.value.lock()) {
                    return value;
                }
            }
        }
        ValuePtr value = make();
        m_known.push_back({{parts...}, value});
        return value;
    }

  private:
    struct Known
    {
        std::tuple<std::weak_ptr<const Parts>...> parts;
        std::weak_ptr<const Value> value;
    };

    std::mutex m_mutex;
    std::vector<Known> m_known;
};

} // namespace twin
