#pragma once

#include <QByteArray>

class QMainWindow;
class QSettings;

namespace views {

/// Where the window and its docks stand, in the settings; another version of the layout is not restored.
class LayoutStore
{
  public:
    static constexpr int kVersion = 3; ///< grows when docks are added or renamed

    explicit LayoutStore(QSettings& settings)
        : m_settings(settings)
    {}

    void save(const QMainWindow& window) const;
    /// False when nothing fitting was saved.
    bool restore(QMainWindow& window) const;
    void forget() const;

  private:
    QSettings& m_settings;
};

} // namespace views
