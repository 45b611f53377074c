package lsp

import "strings"

// say picks the message in the language of the client.
func (s *server) say(chinese, english string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fallback.say(s.locale, chinese, english)
}

// say picks the message in the language that the settings ask for, or else in
// that of the client.
func (c *settings) say(client, chinese, english string) string {
	if c.chinese(client) {
		return chinese
	}
	return english
}

func (c *settings) chinese(client string) bool {
	locale := c.values.Locale
	if locale == "auto" {
		locale = client
	}
	return strings.HasPrefix(strings.ToLower(locale), "zh")
}
