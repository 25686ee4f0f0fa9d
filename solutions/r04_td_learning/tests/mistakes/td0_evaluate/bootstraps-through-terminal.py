"""Writes the formula down and trusts the table with the rest."""


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    for _ in range(episodes):
        state, _ = env.reset()
        while True:
            action = rng.choice(len(policy[state]), p=policy[state])
            reached, reward, terminated, truncated, _ = env.step(int(action))
            V[state] = (1 - alpha) * V[state] + alpha * reward + alpha * gamma * V[reached]
            if terminated or truncated:
                break
            state = reached
